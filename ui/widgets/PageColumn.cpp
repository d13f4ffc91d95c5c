#include "ui/widgets/PageColumn.h"

#include <QHBoxLayout>

namespace baro::ui {

PageColumn::PageColumn(const Theme&, QWidget* page) : QScrollArea(page) {
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(this);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    column_ = new QVBoxLayout(content);
    column_->setContentsMargins(2 * gridStep, 2 * gridStep, 2 * gridStep, 2 * gridStep);
    column_->setSpacing(2 * gridStep);
    setWidget(content);
    setFocusPolicy(Qt::NoFocus);
}

QHBoxLayout* PageColumn::addRow() {
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * gridStep);
    column_->addLayout(row);
    return row;
}

}  // namespace baro::ui
