#include "ui/widgets/SubjectTable.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <algorithm>

#include "ui/models/ShownRows.h"
#include "ui/widgets/TableColumns.h"
#include "ui/widgets/TableFilterBar.h"
#include "ui/widgets/TableKeeper.h"
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

}  // namespace

SubjectTable::SubjectTable(const Theme& theme, const QString& name, std::vector<TableColumn> columns,
                           QWidget* parent)
    : QTreeView(parent),
      model_(new KeyedTableModel(std::move(columns), this)),
      shown_(new ShownRows(*model_, this)) {
    setModel(shown_);
    columns_ = new TableColumns(*this, [this] { fitColumns(); });
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
    if (shown_->rowCount() > fittedRows_) fitColumns();
    if (shownRows() != before) updateGeometry();
    emit rowsChanged();
}

void SubjectTable::setFilter(TableFilter filter) {
    const int before = shownRows();
    shown_->setFilter(std::move(filter));
    if (shown_->rowCount() > fittedRows_) fitColumns();
    if (shownRows() != before) updateGeometry();
}

// Otherwise widths are left alone, so that nothing moves while one reads.
void SubjectTable::fitColumns() {
    fittedRows_ = shown_->rowCount();
    for (int column = 0; column < model_->columnCount(); ++column) {
        const int contents = std::max(sizeHintForColumn(column), header()->sectionSizeHint(column));
        // Numbers change: a width for the longest usual one, so that none is cut a second later.
        const int usual = model_->isNumber(column) ? fontMetrics().horizontalAdvance(longestNumber) : 0;
        columns_->resize(column, std::clamp(contents, usual + 2 * gridStep, widestColumn));
    }
}

void SubjectTable::keep(const PageContext& context, const QString& id) {
    new TableKeeper(context, id, *columns_);
}

void SubjectTable::setColumnUsed(int column, bool isUsed) {
    columns_->setUsed(column, isUsed);
}

int SubjectTable::shownRows() const {
    const int rows = std::max(1, shown_->rowCount());
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
    return columns_->selectedText();
}

void SubjectTable::showEvent(QShowEvent* event) {
    QTreeView::showEvent(event);
    TableFilterBar::filterNew(*this);
}

void SubjectTable::keyPressEvent(QKeyEvent* event) {
    if (isForTheWindow(*event)) return event->ignore();
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(selectedText());
        return;
    }
    if (!columns_->takeKey(*event)) QTreeView::keyPressEvent(event);
}

void SubjectTable::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() != QContextMenuEvent::Keyboard) return QTreeView::contextMenuEvent(event);
    columns_->showMenu();
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
