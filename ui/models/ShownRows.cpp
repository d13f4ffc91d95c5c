#include "ui/models/ShownRows.h"

#include <cmath>
#include <utility>

namespace baro::ui {

ShownRows::ShownRows(KeyedTableModel& rows, QObject* parent) : QSortFilterProxyModel(parent), rows_(rows) {
    setSourceModel(&rows);
    setDynamicSortFilter(true);
}

void ShownRows::setFilter(TableFilter filter) {
    if (filter.matchesEverything() && filter_.matchesEverything()) return;
    filter_ = std::move(filter);
    invalidateFilter();
}

bool ShownRows::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant first = left.data(KeyedTableModel::SortRole);
    const QVariant second = right.data(KeyedTableModel::SortRole);
    if (first.typeId() != QMetaType::Double)
        return first.toString().localeAwareCompare(second.toString()) < 0;
    const bool firstUnknown = std::isnan(first.toDouble());
    const bool secondUnknown = std::isnan(second.toDouble());
    if (firstUnknown || secondUnknown)
        return sortOrder() == Qt::AscendingOrder ? !firstUnknown && secondUnknown
                                                 : firstUnknown && !secondUnknown;
    return first.toDouble() < second.toDouble();
}

bool ShownRows::filterAcceptsRow(int row, const QModelIndex&) const {
    return filter_.matchesEverything() || filter_.matches(rows_.filterCells(row));
}

}  // namespace baro::ui
