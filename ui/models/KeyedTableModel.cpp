#include "ui/models/KeyedTableModel.h"

#include <QHash>
#include <QSet>
#include <QTextDocument>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

#include "ui/models/TableLayout.h"

namespace baro::ui {
namespace {

// Always marked up by us, because a tool tip would take text that looks like markup for markup.
QVariant toolTip(const QString& text) {
    return text.isEmpty() ? QVariant() : Qt::convertFromPlainText(text);
}

}  // namespace

bool TableCell::operator==(const TableCell& other) const {
    const bool sameValue = value == other.value || (std::isnan(value) && std::isnan(other.value));
    return sameValue && text == other.text && explanation == other.explanation && unit == other.unit;
}

KeyedTableModel::KeyedTableModel(std::vector<TableColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), columns_(std::move(columns)) {}

void KeyedTableModel::removeMissing(const std::vector<TableRow>& rows) {
    QSet<QString> wanted;
    for (const TableRow& row : rows)
        wanted.insert(row.key);
    // Rows beside each other together: whoever shows them has much to do for each removal.
    for (int last = static_cast<int>(rows_.size()) - 1; last >= 0; --last) {
        if (wanted.contains(rows_[last].key)) continue;
        int first = last;
        while (first > 0 && !wanted.contains(rows_[first - 1].key))
            --first;
        beginRemoveRows({}, first, last);
        rows_.erase(rows_.begin() + first, rows_.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void KeyedTableModel::insert(int place, std::vector<TableRow> rows) {
    beginInsertRows({}, place, place + static_cast<int>(rows.size()) - 1);
    rows_.insert(rows_.begin() + place, std::move_iterator(rows.begin()), std::move_iterator(rows.end()));
    endInsertRows();
}

void KeyedTableModel::updateRow(int position, TableRow&& row) {
    TableRow& shown = rows_[position];
    if (shown == row) return;
    shown = std::move(row);
    emit dataChanged(index(position, 0), index(position, columnCount() - 1));
}

// What is shown keeps its place; a new row comes after the one that is before it in what is given.
void KeyedTableModel::setRows(std::vector<TableRow> rows) {
    removeMissing(rows);
    QHash<QString, int> positions;
    for (int position = 0; position < static_cast<int>(rows_.size()); ++position)
        positions.insert(rows_[position].key, position);

    std::map<int, std::vector<TableRow>> added;  // by the place that the first of them takes
    QHash<QString, std::pair<int, std::size_t>> addedAt;
    int place = 0;
    for (TableRow& row : rows) {
        Q_ASSERT(row.cells.size() == columns_.size());
        if (const auto known = positions.constFind(row.key); known != positions.constEnd()) {
            place = *known + 1;
            updateRow(*known, std::move(row));
        } else if (const auto twice = addedAt.constFind(row.key); twice != addedAt.constEnd()) {
            added[twice->first][twice->second] = std::move(row);
        } else {
            addedAt.insert(row.key, {place, added[place].size()});
            added[place].push_back(std::move(row));
        }
    }
    while (!added.empty()) {  // from the end, where nothing that is still to come moves
        auto last = added.extract(std::prev(added.end()));
        insert(last.key(), std::move(last.mapped()));
    }
}

std::vector<FilterColumn> KeyedTableModel::filterColumns() const {
    std::vector<FilterColumn> columns;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        columns.push_back({columns_[column].title.toStdString(), columns_[column].isNumber});
        for (const TableRow& row : rows_)
            if (columns_[column].isNumber && !std::isnan(row.cells[column].value))
                columns.back().units.insert(row.cells[column].unit);
    }
    return columns;
}

std::vector<FilterCell> KeyedTableModel::filterCells(int row) const {
    std::vector<FilterCell> cells;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const TableCell& cell = rows_[static_cast<std::size_t>(row)].cells[column];
        const double value =
            columns_[column].isNumber ? cell.value : std::numeric_limits<double>::quiet_NaN();
        const bool isUnknown = std::isnan(cell.value);
        cells.push_back({isUnknown ? std::string() : cell.text.trimmed().toStdString(), value, cell.unit});
    }
    return cells;
}

int KeyedTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int KeyedTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant KeyedTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TableRow& row = rows_[index.row()];
    const TableCell& cell = row.cells[index.column()];
    const bool isNumber = columns_[index.column()].isNumber;
    switch (role) {
        case Qt::DisplayRole:
            return cell.text;
        case Qt::ToolTipRole:
            return toolTip(cell.explanation);
        case Qt::TextAlignmentRole:
            return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case SortRole:
            return isNumber ? QVariant(cell.value) : QVariant(cell.text);
        case KeyRole:
            return row.key;
        case DimmedRole:
            return row.isDimmed;
        default:
            return {};
    }
}

QVariant KeyedTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const TableColumn& column = columns_[section];
    switch (role) {
        case Qt::DisplayRole:
            return column.title;
        case Qt::ToolTipRole:
            return toolTip(column.explanation);
        case Qt::TextAlignmentRole:
            return QVariant((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case keptAsRole:
            return column.keptAs;
        default:
            return {};
    }
}

}  // namespace baro::ui
