#include "ui/pages/Page.h"

#include <QBoxLayout>
#include <algorithm>

#include "ui/widgets/SubjectTable.h"
#include "ui/widgets/TableFilterBar.h"

namespace baro::ui {

bool Page::focusSearch() {
    const auto tables = findChildren<SubjectTable*>();
    const bool hasTable = std::any_of(tables.begin(), tables.end(),
                                      [this](const SubjectTable* table) { return table->isVisibleTo(this); });
    return hasTable && openFilter();
}

// Also before the first Frame, when no table is shown yet.
void Page::search(const QString& text) {
    if (findChild<SubjectTable*>() != nullptr && openFilter()) filter_->setText(text);
}

bool Page::openFilter() {
    auto* const column = qobject_cast<QBoxLayout*>(layout());
    if (column == nullptr) return false;
    if (filter_ == nullptr) {
        filter_ = new TableFilterBar(context_, this);
        column->insertWidget(0, filter_);
    }
    filter_->open();
    return true;
}

bool Page::endSearch() {
    return filter_ != nullptr && filter_->close();
}

}  // namespace baro::ui
