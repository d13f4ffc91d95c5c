// A small table (disks, interfaces, sensors, collectors) that is given whole each second and changes in
// place: a row is recognised by its key, so the selection, the scroll position and a sorting proxy stay where
// they are.
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

#include "core/metrics/TableFilter.h"

namespace baro::ui {

struct TableColumn {
    QString title;
    QString explanation;    // tool tip of the header; plain text
    bool isNumber = false;  // right-aligned, sorted by value
    QString keptAs{};       // what settings call it, where the title changes with them; else by the title
    bool operator==(const TableColumn&) const = default;
};

struct TableCell {
    QString text;            // plain; "–" where unknown
    double value = 0;        // what sorting compares when the column is a number; NaN sorts last
    QString explanation;     // tool tip, plain text: the reason when unknown
    Unit unit = Unit::None;  // of the value: a filter compares it with numbers of that unit
    bool operator==(const TableCell& other) const;
};

struct TableRow {
    QString key;                   // unique and stable
    std::vector<TableCell> cells;  // one per column
    bool isDimmed = false;         // away, asleep, down
    bool operator==(const TableRow&) const = default;
};

// GUI thread only.
class KeyedTableModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Role { SortRole = Qt::UserRole, KeyRole, DimmedRole };

    explicit KeyedTableModel(std::vector<TableColumn> columns, QObject* parent = nullptr);

    // Rows that are gone are removed, new ones come after the one before them in `rows`, the others stay
    // where they are and are updated where they differ.
    void setRows(std::vector<TableRow> rows);

    bool isNumber(int column) const { return columns_[static_cast<std::size_t>(column)].isNumber; }

    // As a filter takes them, with the units of what is in them now.
    std::vector<FilterColumn> filterColumns() const;
    std::vector<FilterCell> filterCells(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    void removeMissing(const std::vector<TableRow>& rows);
    void insert(int place, std::vector<TableRow> rows);
    void updateRow(int position, TableRow&& row);

    std::vector<TableColumn> columns_;
    std::vector<TableRow> rows_;
};

}  // namespace baro::ui
