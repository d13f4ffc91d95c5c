#include "ui/models/KeyedTableModel.h"

#include <QHash>
#include <QSet>
#include <QTextDocument>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace baro::ui {
namespace {

// Always marked up by us, because a tool tip would take text that looks like markup for markup.
QVariant toolTip(const QString& text) {
    return text.isEmpty() ? QVariant() : Qt::convertFromPlainText(text);
}

}  // namespace

bool TableCell::operator==(const TableCell& other) const {
    const bool sameValue = value == other.value || (std::isnan(value) && std::isnan(other.value));
    return sameValue && text == other.text && explanation == other.explanation;
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

void KeyedTableModel::append(std::vector<TableRow> rows) {
    if (rows.empty()) return;
    const int first = static_cast<int>(rows_.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(rows_));
    endInsertRows();
}

void KeyedTableModel::updateRow(int position, TableRow&& row) {
    TableRow& shown = rows_[position];
    if (shown == row) return;
    shown = std::move(row);
    emit dataChanged(index(position, 0), index(position, columnCount() - 1));
}

void KeyedTableModel::setRows(std::vector<TableRow> rows) {
    removeMissing(rows);
    QHash<QString, int> positions;
    for (int position = 0; position < static_cast<int>(rows_.size()); ++position)
        positions.insert(rows_[position].key, position);

    const int shown = static_cast<int>(rows_.size());
    std::vector<TableRow> added;
    for (TableRow& row : rows) {
        Q_ASSERT(row.cells.size() == columns_.size());
        const auto known = positions.constFind(row.key);
        if (known == positions.constEnd()) {
            positions.insert(row.key, shown + static_cast<int>(added.size()));
            added.push_back(std::move(row));
        } else if (*known < shown) {
            updateRow(*known, std::move(row));
        } else {
            added[static_cast<std::size_t>(*known - shown)] = std::move(row);
        }
    }
    append(std::move(added));
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
        default:
            return {};
    }
}

}  // namespace baro::ui
