#include "ui/widgets/TableColumns.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <algorithm>
#include <iterator>
#include <vector>

#include "ui/widgets/ColumnMenu.h"

namespace baro::ui {

TableColumns::TableColumns(QTreeView& table, std::function<void()> fit)
    : QObject(&table), table_(table), fit_(std::move(fit)) {
    QHeaderView* const header = table.header();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this,
            [this, header](const QPoint& at) { showMenuAt(header->mapToGlobal(at)); });
    connect(header, &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { takeWidth(column, width); });
    connect(header, &QHeaderView::sectionMoved, this, [this] {
        if (!arranging_) emit changed();
    });
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this] {
        if (!arranging_) emit changed();
    });
    // After the view itself, which makes the column as wide as what is in it now.
    connect(header, &QHeaderView::sectionHandleDoubleClicked, this, [this](int column) {
        chosen_.erase(column);
        fit_();
        emit changed();
    });
}

void TableColumns::resize(int column, int width) {
    const QScopedValueRollback arranging(arranging_, true);
    fitting_[column] = width;
    table_.header()->resizeSection(column, chosenWidth(column).value_or(width));
}

std::optional<int> TableColumns::chosenWidth(int column) const {
    const auto found = chosen_.find(column);
    return found == chosen_.end() ? std::nullopt : std::optional(found->second);
}

// The width of such a column says nothing.
bool TableColumns::takesWhatIsLeft(int column) const {
    const QHeaderView& header = *table_.header();
    if (header.sectionResizeMode(column) != QHeaderView::Interactive) return true;
    if (!header.stretchLastSection()) return false;
    for (int position = header.visualIndex(column) + 1; position < header.count(); ++position)
        if (!header.isSectionHidden(header.logicalIndex(position))) return false;
    return true;
}

void TableColumns::takeWidth(int column, int width) {
    if (arranging_ || width <= 0 || takesWhatIsLeft(column)) return;
    const auto fitting = fitting_.find(column);
    if (fitting != fitting_.end() && fitting->second == width)
        chosen_.erase(column);
    else
        chosen_[column] = width;
    emit changed();
}

void TableColumns::setUsed(int column, bool isUsed) {
    if (isUsed != unused_.contains(column)) return;
    if (isUsed)
        unused_.erase(column);
    else
        unused_.insert(column);
    showColumns();
}

void TableColumns::showColumns() {
    const QScopedValueRollback arranging(arranging_, true);
    for (int column = 0; column < table_.header()->count(); ++column)
        table_.setColumnHidden(column, hidden_.contains(column) || unused_.contains(column));
    fit_();
}

QString TableColumns::titleOf(int column) const {
    return table_.model()->headerData(column, Qt::Horizontal).toString();
}

QString TableColumns::keptNameOf(int column) const {
    const QString name = table_.model()->headerData(column, Qt::Horizontal, keptAsRole).toString();
    return name.isEmpty() ? titleOf(column) : name;
}

int TableColumns::columnKeptAs(const QString& name) const {
    for (int column = 0; column < table_.header()->count(); ++column)
        if (keptNameOf(column) == name) return column;
    return -1;
}

std::vector<int> TableColumns::shown() const {
    const QHeaderView& header = *table_.header();
    std::vector<int> columns;
    for (int position = 0; position < header.count(); ++position)
        if (const int column = header.logicalIndex(position); !header.isSectionHidden(column))
            columns.push_back(column);
    return columns;
}

QString TableColumns::selectedText() const {
    const std::vector<int> columns = shown();
    QStringList cells;
    for (const int column : columns)
        cells << titleOf(column);
    QStringList lines{cells.join(QLatin1Char('\t'))};
    QModelIndexList rows = table_.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& row : rows) {
        cells.clear();
        for (const int column : columns)
            cells << row.siblingAtColumn(column).data().toString().trimmed();
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TableColumns::fillMenu(QMenu& menu) {
    std::vector<ColumnEntry> entries;
    for (int column = 0; column < table_.header()->count(); ++column)
        if (!unused_.contains(column))
            entries.push_back({column, titleOf(column), !hidden_.contains(column), column != 0});
    const auto show = [this](int column, bool isShown) {
        if (isShown)
            hidden_.erase(column);
        else
            hidden_.insert(column);
        showColumns();
        emit changed();
    };
    fillColumnMenu(menu, entries, {show, [this] { showUsual(); }});
}

void TableColumns::showMenu() {
    showMenuAt(table_.header()->mapToGlobal(table_.header()->rect().bottomLeft()));
}

bool TableColumns::takeKey(const QKeyEvent& key) {
    const bool asks =
        key.key() == Qt::Key_Menu || (key.key() == Qt::Key_F10 && key.modifiers() == Qt::ShiftModifier);
    if (asks) showMenu();
    return asks;
}

void TableColumns::showMenuAt(const QPoint& at) {
    if (menu_ != nullptr) return;  // some systems tell of the menu key twice
    menu_ = new QMenu(&table_);
    menu_->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu_);
    menu_->popup(at);
}

void TableColumns::showUsual() {
    hidden_.clear();
    chosen_.clear();
    QStringList names;
    for (int column = 0; column < table_.header()->count(); ++column)
        names << keptNameOf(column);
    order(names);
    showColumns();
    emit changed();
}

void TableColumns::order(const QStringList& names) {
    const QScopedValueRollback arranging(arranging_, true);
    QHeaderView& header = *table_.header();
    std::vector<int> columns;
    for (const QString& name : names)
        if (const int column = columnKeptAs(name); column >= 0) columns.push_back(column);
    // Those that are not named stand behind the one that they usually follow.
    for (int column = 0; column < header.count(); ++column) {
        if (std::ranges::find(columns, column) != columns.end()) continue;
        const auto before = std::ranges::find(columns, column - 1);
        columns.insert(before == columns.end() ? columns.begin() : std::next(before), column);
    }
    for (int position = 0; position < header.count(); ++position)
        header.moveSection(header.visualIndex(columns[static_cast<std::size_t>(position)]), position);
}

TableColumns::Sorting TableColumns::sorting() const {
    const QHeaderView& header = *table_.header();
    return {header.sortIndicatorSection(), header.sortIndicatorOrder()};
}

TableLayout TableColumns::layout() const {
    const QHeaderView& header = *table_.header();
    TableLayout layout;
    QStringList usual;
    for (int column = 0; column < header.count(); ++column) {
        usual << keptNameOf(column);
        layout.order << keptNameOf(header.logicalIndex(column));
        if (hidden_.contains(column)) layout.hidden << keptNameOf(column);
    }
    if (layout.order == usual) layout.order.clear();
    for (const auto& [column, width] : chosen_)
        layout.widths[keptNameOf(column)] = width;
    const auto [column, direction] = sorting();
    if (sorting() != usualSorting_ && !(column < 0 && usualSorting_.first < 0)) {
        layout.sortedBy = column < 0 ? QString() : keptNameOf(column);
        layout.descends = column >= 0 && direction == Qt::DescendingOrder;
    }
    return layout;
}

void TableColumns::setLayout(const TableLayout& layout) {
    const QScopedValueRollback arranging(arranging_, true);
    hidden_.clear();
    for (const QString& name : layout.hidden)
        if (const int column = columnKeptAs(name); column > 0) hidden_.insert(column);
    chosen_.clear();
    for (auto each = layout.widths.begin(); each != layout.widths.end(); ++each)
        if (const int column = columnKeptAs(each.key()); column >= 0) chosen_[column] = each.value();
    order(layout.order);
    showColumns();
    Sorting sorting = usualSorting_;
    if (layout.sortedBy) {
        const int column = layout.sortedBy->isEmpty() ? -1 : columnKeptAs(*layout.sortedBy);
        // By a column that is no longer there: as usual.
        if (column >= 0 || layout.sortedBy->isEmpty())
            sorting = {column, layout.descends ? Qt::DescendingOrder : Qt::AscendingOrder};
    }
    table_.sortByColumn(sorting.first, sorting.second);
}

}  // namespace baro::ui
