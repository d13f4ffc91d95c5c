#include "ui/widgets/FactList.h"

#include <QGridLayout>

#include "ui/widgets/Label.h"

namespace baro::ui {

FactList::FactList(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    grid_ = new QGridLayout(this);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(2 * gridStep);
    grid_->setVerticalSpacing(gridStep / 2);
    grid_->setColumnStretch(1, 1);
}

void FactList::setFacts(const std::vector<std::pair<QString, QString>>& facts) {
    std::size_t used = 0;
    for (const auto& [name, value] : facts) {
        if (value.isEmpty()) continue;
        if (used == rows_.size()) {
            auto* left = new Label(theme_, TextSize::Body, Role::QuietText, this);
            auto* right = new Label(theme_, TextSize::Body, Role::Text, this);
            right->setElided(Qt::ElideRight);
            right->setTextInteractionFlags(Qt::TextSelectableByMouse);
            grid_->addWidget(left, static_cast<int>(used), 0);
            grid_->addWidget(right, static_cast<int>(used), 1);
            rows_.emplace_back(left, right);
        }
        auto [left, right] = rows_[used++];
        left->setText(name);
        right->setText(value);
        right->setAccessibleName(name);
        left->show();
        right->show();
    }
    for (; used < rows_.size(); ++used) {
        rows_[used].first->hide();
        rows_[used].second->hide();
    }
}

}  // namespace baro::ui
