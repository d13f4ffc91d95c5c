#include "ui/widgets/FillList.h"

#include <QGridLayout>

#include "ui/widgets/Label.h"
#include "ui/widgets/Meter.h"

namespace baro::ui {

FillList::FillList(const Theme& theme, Subject subject, QWidget* parent)
    : QWidget(parent), theme_(theme), subject_(subject), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(2 * gridStep);
    grid_->setVerticalSpacing(gridStep);
    grid_->setColumnStretch(1, 1);
}

FillList::Row FillList::addRow() {
    Row row{new Label(theme_, TextSize::Body, Role::Text, this), new Meter(theme_, subject_, this),
            new Label(theme_, TextSize::Body, Role::QuietText, this)};
    row.name->setElided(Qt::ElideMiddle);
    row.name->setMinimumWidth(12 * gridStep);
    row.bar->setLimits(0.85, 0.95);
    row.note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const int line = static_cast<int>(rows_.size());
    grid_->addWidget(row.name, line, 0);
    grid_->addWidget(row.bar, line, 1);
    grid_->addWidget(row.note, line, 2);
    rows_.push_back(row);
    return row;
}

void FillList::setEntries(const std::vector<Entry>& entries) {
    while (rows_.size() < entries.size())
        addRow();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Row& row = rows_[i];
        const bool isUsed = i < entries.size();
        row.name->setVisible(isUsed);
        row.bar->setVisible(isUsed);
        row.note->setVisible(isUsed);
        if (!isUsed) continue;
        row.name->setText(entries[i].name);
        row.bar->setShare(entries[i].share);
        row.bar->setAccessibleName(entries[i].name);
        row.note->setText(entries[i].note);
    }
}

}  // namespace baro::ui
