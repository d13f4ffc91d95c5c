// The rows of a table as they are shown: sorted, unknown values last in both orders, and those alone that a
// filter lets through. GUI thread only.
#pragma once

#include <QSortFilterProxyModel>

#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

class ShownRows final : public QSortFilterProxyModel {
    Q_OBJECT
  public:
    // The rows must outlive it.
    explicit ShownRows(KeyedTableModel& rows, QObject* parent = nullptr);

    void setFilter(TableFilter filter);

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    const KeyedTableModel& rows_;
    TableFilter filter_;
};

}  // namespace baro::ui
