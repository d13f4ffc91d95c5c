#include "ui/widgets/SubjectTable.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStringList>
#include <QStyledItemDelegate>
#include <cmath>

#include "ui/widgets/WindowKeys.h"

namespace baro::ui {
namespace {

constexpr int lineHeight = 3 * gridStep;
constexpr int widestColumn = 40 * gridStep;
constexpr int mostRowsMeasured = 100;  // for the widths of columns: a text takes a hundredth of a millisecond
const QString longestNumber = QStringLiteral("888 KiB/s");

// Plain cells; those of dimmed rows in the quiet colour.
class CellDelegate final : public QStyledItemDelegate {
  public:
    CellDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return {QStyledItemDelegate::sizeHint(option, index).width() + gridStep, lineHeight};
    }

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(KeyedTableModel::DimmedRole).toBool())
            option->palette.setColor(QPalette::Text, theme_.color(Role::QuietText));
    }

  private:
    const Theme& theme_;
};

// Unknown values stay last, whichever way the column is sorted.
class UnknownLast final : public QSortFilterProxyModel {
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
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
};

}  // namespace

SubjectTable::SubjectTable(const Theme& theme, const QString& name, std::vector<TableColumn> columns,
                           QWidget* parent)
    : QTreeView(parent),
      model_(new KeyedTableModel(std::move(columns), this)),
      sorted_(new UnknownLast(this)) {
    sorted_->setSourceModel(model_);
    sorted_->setDynamicSortFilter(true);
    setModel(sorted_);
    setItemDelegate(new CellDelegate(theme, this));
    setAccessibleName(name);
    setFont(theme.font(TextSize::Body));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setAllColumnsShowFocus(true);
    setFrameShape(NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    header()->setSortIndicatorShown(true);
    header()->setSectionsMovable(true);
    header()->setResizeContentsPrecision(mostRowsMeasured);
    header()->setSortIndicatorClearable(true);
    sortByColumn(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
}

void SubjectTable::setRows(std::vector<TableRow> rows) {
    const int before = shownRows();
    model_->setRows(std::move(rows));
    if (model_->rowCount() > fittedRows_) fitColumns();
    if (shownRows() != before) updateGeometry();
}

// Otherwise widths are left alone, so that nothing moves while one reads.
void SubjectTable::fitColumns() {
    fittedRows_ = model_->rowCount();
    for (int column = 0; column < model_->columnCount(); ++column) {
        resizeColumnToContents(column);
        // Numbers change: a width for the longest usual one, so that none is cut a second later.
        const int usual = model_->isNumber(column) ? fontMetrics().horizontalAdvance(longestNumber) : 0;
        setColumnWidth(column, std::clamp(columnWidth(column), usual + 2 * gridStep, widestColumn));
    }
}

int SubjectTable::shownRows() const {
    const int rows = std::max(1, model_->rowCount());
    return maximumRows_ > 0 ? std::min(rows, maximumRows_) : rows;
}

QSize SubjectTable::sizeHint() const {
    const bool scrolls = header()->length() > viewport()->width();
    const int scrollBar = scrolls ? horizontalScrollBar()->sizeHint().height() : 0;
    return {QTreeView::sizeHint().width(),
            header()->sizeHint().height() + shownRows() * lineHeight + scrollBar};
}

QString SubjectTable::selectedKey() const {
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : rows.first().data(KeyedTableModel::KeyRole).toString();
}

QString SubjectTable::selectedText() const {
    QStringList lines;
    QStringList titles;
    for (int column = 0; column < model_->columnCount(); ++column)
        titles << model_->headerData(column, Qt::Horizontal).toString();
    lines << titles.join('\t');
    for (const QModelIndex& row : selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < model_->columnCount(); ++column)
            cells << row.siblingAtColumn(column).data().toString().trimmed();
        lines << cells.join('\t');
    }
    return lines.join('\n') + '\n';
}

void SubjectTable::keyPressEvent(QKeyEvent* event) {
    if (isForTheWindow(*event)) return event->ignore();
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(selectedText());
        return;
    }
    QTreeView::keyPressEvent(event);
}

void SubjectTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) updateGeometry();
    QTreeView::changeEvent(event);
}

// Whether there is a horizontal scroll bar depends on the width.
void SubjectTable::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    updateGeometry();
}

}  // namespace baro::ui
