#include "ui/pages/Page.h"

#include <QBoxLayout>
#include <algorithm>

#include "ui/widgets/SubjectTable.h"
#include "ui/widgets/TableFilterBar.h"

namespace baro::ui {

bool Page::focusSearch() {
    auto* const column = qobject_cast<QBoxLayout*>(layout());
    const auto tables = findChildren<SubjectTable*>();
    const bool hasTable = std::any_of(tables.begin(), tables.end(),
                                      [this](const SubjectTable* table) { return table->isVisibleTo(this); });
    if (column == nullptr || !hasTable) return false;
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
