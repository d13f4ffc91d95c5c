#include "ui/Sidebar.h"

#include <QPainter>
#include <QVBoxLayout>
#include <utility>

#include "ui/SidebarItem.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

Sidebar::Sidebar(const PageContext& context, QWidget* parent) : QWidget(parent), context_(context) {
    setAccessibleName(tr("Pages"));
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(gridStep, gridStep, gridStep, gridStep);
    column_->setSpacing(gridStep / 4);
    column_->addStretch();
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sidebar::setPages(const std::vector<PageEntry>& pages) {
    qDeleteAll(std::exchange(items_, {}));
    for (const PageEntry& page : pages) {
        const int index = static_cast<int>(items_.size());
        auto* item = new SidebarItem(context_, page, this);
        if (index < 9) item->setToolTip(tr("%1 (Ctrl+%2)").arg(page.title).arg(index + 1));
        connect(item, &SidebarItem::clicked, this, [this, index] { emit chosen(index); });
        column_->insertWidget(index, item);
        items_.push_back(item);
    }
}

void Sidebar::showFrame(const Frame& frame) {
    for (SidebarItem* item : items_)
        item->showFrame(frame);
}

void Sidebar::setCurrent(int index) {
    items_.at(static_cast<std::size_t>(index))->setChecked(true);
}

QSize Sidebar::sizeHint() const {
    return {28 * gridStep, 60 * gridStep};
}

void Sidebar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), context_.theme.color(Role::Sidebar));
}

}  // namespace baro::ui
