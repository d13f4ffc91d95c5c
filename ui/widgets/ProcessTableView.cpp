#include "ui/widgets/ProcessTableView.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>
#include <utility>

#include "ui/widgets/ProcessHeader.h"
#include "ui/widgets/WindowKeys.h"

namespace baro::ui {
namespace {

constexpr int nameColumn = static_cast<int>(ProcessField::Name);

// Rows are painted by the table; views still ask a delegate how high they are.
class RowHeight : public QStyledItemDelegate {
  public:
    RowHeight(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {gridStep, QFontMetrics(theme_.font(TextSize::Body)).height() + gridStep};
    }

  private:
    const Theme& theme_;
};

int depthOf(const ProcessNode& node) {
    int depth = -1;  // the root is above the first level
    for (const ProcessNode* up = node.parent; up; up = up->parent)
        ++depth;
    return depth;
}

}  // namespace

ProcessTableView::ProcessTableView(const Theme& theme, ProcessModel& model, QWidget* parent)
    : QTreeView(parent), theme_(theme), processes_(model), runs_(theme.font(TextSize::Body)) {
    setModel(&model);
    setHeader(new ProcessHeader(theme, model, this));
    setItemDelegate(new RowHeight(theme, this));
    setAccessibleName(tr("Processes"));
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setAllColumnsShowFocus(true);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setIndentation(2 * gridStep);
    setTreePosition(nameColumn);
    setTabKeyNavigation(false);  // Tab goes on to the next control
    adoptTheme();
    sortByColumn(static_cast<int>(model.order().field),
                 model.order().descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    setSortingEnabled(true);
    setUsualWidths();

    connect(&theme, &Theme::changed, this, &ProcessTableView::adoptTheme);
    connect(header(), &QHeaderView::sectionResized, this, &ProcessTableView::columnsChanged);
    connect(header(), &QHeaderView::sectionMoved, this, &ProcessTableView::columnsChanged);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &ProcessTableView::openBranches);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (const ProcessNode* node = processes_.node(index)) closed_.insert(node->identity);
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (const ProcessNode* node = processes_.node(index)) closed_.erase(node->identity);
    });
}

void ProcessTableView::adoptTheme() {
    runs_.setFont(theme_.font(TextSize::Body));
    setFont(theme_.font(TextSize::Body));
    QPalette colors = palette();
    colors.setColor(QPalette::Base, theme_.color(Role::Surface));
    setPalette(colors);
    viewport()->update();
    header()->viewport()->update();
}

void ProcessTableView::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::StyleChange) viewport()->update();
}

void ProcessTableView::setArrangement(Arrangement arrangement) {
    closed_.clear();
    setRootIsDecorated(arrangement != Arrangement::Flat);
    collapseAll();
    processes_.setArrangement(arrangement);
    openBranches();
}

// A tree is there to be seen: its branches are open unless a person closes them. Groups start closed.
void ProcessTableView::openBranches() {
    if (processes_.arrangement() != Arrangement::Tree || std::exchange(following_, true)) return;
    const auto open = [this](const auto& self, const ProcessNode& parent) -> void {
        for (const ProcessNode* node : parent.children) {
            if (node->children.empty()) continue;
            const QModelIndex index = processes_.indexOf(node->identity);
            if (!closed_.contains(node->identity) && !isExpanded(index)) expand(index);
            self(self, *node);
        }
    };
    open(open, processes_.forest().root());
    following_ = false;
}

void ProcessTableView::setShownFields(const std::vector<ProcessField>& fields) {
    for (int column = 0; column < processFieldCount; ++column) {
        const auto field = static_cast<ProcessField>(column);
        header()->setSectionHidden(
            column, column != nameColumn && std::find(fields.begin(), fields.end(), field) == fields.end());
    }
    int position = 0;
    for (const ProcessField field : fields)
        header()->moveSection(header()->visualIndex(static_cast<int>(field)), position++);
}

std::vector<ProcessField> ProcessTableView::shownFields() const {
    std::vector<ProcessField> fields;
    for (int position = 0; position < processFieldCount; ++position) {
        const int column = header()->logicalIndex(position);
        if (!header()->isSectionHidden(column)) fields.push_back(static_cast<ProcessField>(column));
    }
    return fields;
}

int ProcessTableView::usualWidth(ProcessField field) const {
    const int digit = runs_.metrics().horizontalAdvance(QLatin1Char('0'));
    return std::max(processColumn(field).characters * digit + 2 * processCellMargin,
                    header()->sectionSizeHint(static_cast<int>(field)));
}

void ProcessTableView::setUsualWidths() {
    for (const ProcessFieldInfo& info : processFields())
        header()->resizeSection(static_cast<int>(info.field), usualWidth(info.field));
}

// The last column takes what is left, so that its width says nothing.
bool ProcessTableView::hasOwnWidth(ProcessField field) const {
    const int column = static_cast<int>(field);
    return shownFields().back() != field && header()->sectionSize(column) != usualWidth(field);
}

std::vector<const ProcessNode*> ProcessTableView::selectedProcesses() const {
    std::vector<const ProcessNode*> found;
    const auto add = [&found](const ProcessNode* node) {
        if (std::find(found.begin(), found.end(), node) == found.end()) found.push_back(node);
    };
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& index : rows) {
        const ProcessNode* const node = processes_.node(index);
        if (node && node->isGroup) std::for_each(node->children.begin(), node->children.end(), add);
        if (node && !node->isGroup) add(node);
    }
    return found;
}

const ProcessNode* ProcessTableView::currentProcess() const {
    const ProcessNode* const node = processes_.node(currentIndex());
    return node && !node->isGroup &&
                   selectionModel()->isRowSelected(currentIndex().row(), currentIndex().parent())
               ? node
               : nullptr;
}

QString ProcessTableView::selectedText() const {
    const std::vector<ProcessField> fields = shownFields();
    QStringList lines;
    QStringList cells;
    for (const ProcessField field : fields)
        cells.append(processColumnName(field, processes_.cpuIsOfMachine()));
    lines.append(cells.join(QLatin1Char('\t')));
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& index : rows) {
        const ProcessNode* const node = processes_.node(index);
        if (!node) continue;
        cells.clear();
        for (const ProcessField field : fields)
            cells.append(processes_.text(*node, field));
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void ProcessTableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTreeView::selectionChanged(selected, deselected);
    emit selectionMoved();
}

void ProcessTableView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    emit selectionMoved();
}

// The base class would repaint the whole viewport for any range of more than one cell.
void ProcessTableView::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                                   const QList<int>&) {
    if (!isVisible()) return;
    const QRect top = visualRect(topLeft);
    const QRect bottom = visualRect(bottomRight);
    if (top.isNull() || bottom.isNull()) return;  // in a closed branch
    const QRect rows(0, top.top(), viewport()->width(), bottom.bottom() - top.top() + 1);
    if (rows.intersects(viewport()->rect())) viewport()->update(rows);
}

void ProcessTableView::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    const ProcessNode* const node = processes_.node(index);
    if (!node) return;
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool selected = selectionModel()->isSelected(index);
    if (selected)
        painter->fillRect(row, mixed(theme_.color(Role::Surface), theme_.color(Role::Accent), 0.22));
    painter->setFont(runs_.font());
    const int columns = header()->count();
    for (int position = 0; position < columns; ++position) {
        const int column = header()->logicalIndex(position);
        if (header()->isSectionHidden(column)) continue;
        QRect cell(header()->sectionViewportPosition(column), row.top(), header()->sectionSize(column),
                   row.height());
        if (cell.right() < 0 || cell.left() > row.right()) continue;
        if (column == nameColumn && rootIsDecorated()) {
            const int depth = depthOf(*node);
            if (!node->children.empty()) drawBranch(*painter, cell, depth, index);
            cell.setLeft(std::min(cell.right(), cell.left() + (depth + 1) * indentation()));
        }
        drawCell(*painter, cell, *node, static_cast<ProcessField>(column));
    }
    if (hasFocus() && index.row() == currentIndex().row() && index.parent() == currentIndex().parent()) {
        painter->setPen(theme_.color(Role::Accent));
        painter->drawRect(row.adjusted(0, 0, -1, -1));
    }
}

void ProcessTableView::drawBranch(QPainter& painter, const QRect& cell, int depth,
                                  const QModelIndex& index) const {
    const QPointF middle(cell.left() + depth * indentation() + indentation() / 2.0 + 2,
                         cell.center().y() + 0.5);
    if (middle.x() > cell.right()) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme_.color(Role::QuietText), 1.5));
    const QPolygonF shape = isExpanded(index) ? QPolygonF({{-3.5, -2}, {0, 2}, {3.5, -2}})
                                              : QPolygonF({{-2, -3.5}, {2, 0}, {-2, 3.5}});
    painter.drawPolyline(shape.translated(middle));
    painter.restore();
}

void ProcessTableView::drawCell(QPainter& painter, QRect cell, const ProcessNode& node,
                                ProcessField field) const {
    const ProcessColumn& column = processColumn(field);
    if (column.fullTint > 0) tint(painter, cell, node, column);
    painter.setPen(theme_.color(isQuiet(node, field) ? Role::QuietText : Role::Text));
    cell.adjust(processCellMargin, 0, -processCellMargin, 0);
    runs_.draw(painter, cell, column.isNumber ? Qt::AlignRight : Qt::AlignLeft, processes_.text(node, field));
}

void ProcessTableView::tint(QPainter& painter, const QRect& cell, const ProcessNode& node,
                            const ProcessColumn& column) const {
    const ProcessMoment& moment = processes_.moment();
    const auto value =
        node.isGroup ? node.sums.sum(column.field) : processNumber(column.field, node.view(), moment);
    if (!value || *value <= 0) return;
    const double full = column.field == ProcessField::Cpu ? moment.percentPerProcessor : column.fullTint;
    QColor color = theme_.color(column.subject);
    color.setAlphaF(static_cast<float>(0.06 + 0.3 * std::min(1.0, *value / full)));
    if (*value / full > 0.001) painter.fillRect(cell.adjusted(1, 1, -1, -1), color);
}

// What is not the answer to the question: zeros, unknowns, ancestors of a match, kernel threads.
bool ProcessTableView::isQuiet(const ProcessNode& node, ProcessField field) const {
    if (node.isGroup) return false;
    if (!node.matches || node.process->facts->kernelThread) return true;
    switch (processField(field).kind) {
        case ProcessFieldKind::Percent:
            return processNumber(field, node.view(), processes_.moment()).value_or(0) < 0.05;
        case ProcessFieldKind::Bytes:
        case ProcessFieldKind::BytesPerSecond:
            return processNumber(field, node.view(), processes_.moment()).value_or(0) <= 0;
        case ProcessFieldKind::State:
            return node.process->state == 'S' || node.process->state == 'I';
        default:
            return field == ProcessField::CommandLine || field == ProcessField::Pid;
    }
}

void ProcessTableView::keyPressEvent(QKeyEvent* event) {
    if (isForTheWindow(*event)) return event->ignore();
    QTreeView::keyPressEvent(event);
}

}  // namespace baro::ui
