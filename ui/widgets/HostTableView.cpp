#include "ui/widgets/HostTableView.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/widgets/Sparkline.h"
#include "ui/widgets/TableColumns.h"
#include "ui/widgets/TableKeeper.h"
#include "ui/widgets/WindowKeys.h"

namespace baro::ui {
namespace {

constexpr int hostRowHeight = 4 * gridStep;
constexpr int cellMargin = gridStep;  // as the header's
constexpr int leastProblemWidth = 30 * gridStep;
constexpr int narrowestTrend = 3 * gridStep;
constexpr int widestTrend = 14 * gridStep;
constexpr int stateDot = gridStep;
constexpr double gravest = 0.5;  // of a concern: from here on it is drawn as danger
constexpr HostColumn lastWithTrendAlways = HostColumn::Memory;  // what is known of a host's end stays visible

// What each column must have room for, and how much of what is left it gets.
struct ColumnRoom {
    const char* longest;
    int share;
    bool hasTrend;
};
constexpr std::array<ColumnRoom, hostColumnCount> rooms{{{"workstation-01", 3, false},
                                                         {"server", 1, false},
                                                         {"down 12 min", 1, false},
                                                         {"88", 0, false},
                                                         {"88.8 %", 3, true},
                                                         {"88.8 %", 3, true},
                                                         {"88.8 %", 0, false},
                                                         {"88.8 %", 0, false},
                                                         {"888 °C", 0, false},
                                                         {"88.8 MiB/s", 2, true},
                                                         {"8.88", 0, false},
                                                         {"88.8 %", 0, false},
                                                         {"23 h 59 min", 0, false}}};

const ColumnRoom& roomOf(int column) {
    return rooms[static_cast<std::size_t>(column)];
}

// That of the network only where there is room.
int leastTrend(HostColumn column) {
    return column == HostColumn::Cpu || column == HostColumn::Memory ? narrowestTrend + 2 * gridStep : 0;
}

Subject subjectOf(HostColumn column) {
    return column == HostColumn::Cpu      ? Subject::Cpu
           : column == HostColumn::Memory ? Subject::Memory
                                          : Subject::Network;
}

class HostCellDelegate final : public QStyledItemDelegate {
  public:
    HostCellDelegate(const Theme& theme, const HostTableModel& model, QObject* parent)
        : QStyledItemDelegate(parent), theme_(theme), model_(model) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        const ColumnRoom& room = roomOf(index.column());
        const int text = QFontMetrics(theme_.font(TextSize::Body)).horizontalAdvance(index.data().toString());
        return {text + 2 * cellMargin + (room.hasTrend ? widestTrend : 0), hostRowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& given,
               const QModelIndex& index) const override {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        const QString text = option.text;
        option.text.clear();
        // The selection and the focus, as everywhere.
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        painter->save();
        painter->setFont(theme_.font(TextSize::Body));
        if (index.data(HostTableModel::StaleRole).toBool()) painter->setOpacity(staleOpacity);
        QRect area = option.rect.adjusted(cellMargin, 0, -cellMargin, 0);
        const auto column = static_cast<HostColumn>(index.column());
        if (roomOf(index.column()).hasTrend) area = paintTrendOf(*painter, area, index, column);
        if (column == HostColumn::State) area = paintDot(*painter, area, index);
        const QColor color = colorOf(option, index);
        if (index.data(HostTableModel::ConcernRole).toDouble() > 0 && figureOf(column))
            paintGround(*painter, area, text, color);
        painter->setPen(color);
        painter->drawText(area, static_cast<int>(option.displayAlignment),
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
        painter->restore();
    }

  private:
    static constexpr double staleOpacity = 0.45;

    QColor colorOf(const QStyleOptionViewItem& option, const QModelIndex& index) const {
        if ((option.state & QStyle::State_Selected) != 0)
            return option.palette.color(QPalette::Active, QPalette::HighlightedText);
        const double concern = index.data(HostTableModel::ConcernRole).toDouble();
        if (concern > 0) return theme_.color(concern < gravest ? Role::Warning : Role::Danger);
        const auto column = static_cast<HostColumn>(index.column());
        const bool isQuiet =
            column == HostColumn::Server || column == HostColumn::State || option.text == QStringLiteral("–");
        return theme_.color(isQuiet ? Role::QuietText : Role::Text);
    }

    // Left of the figure, which has its own room.
    QRect paintTrendOf(QPainter& painter, const QRect& area, const QModelIndex& index,
                       HostColumn column) const {
        const int figure =
            painter.fontMetrics().horizontalAdvance(QString::fromUtf8(roomOf(index.column()).longest)) +
            gridStep;
        const QRect trend = area.adjusted(0, gridStep / 2, -figure, -gridStep / 2);
        const auto values = model_.trend(index);
        double top = 1;
        if (column == HostColumn::Network) {
            top = 0;
            for (const double value : values)
                if (value > top) top = value;
        }
        if (trend.width() >= narrowestTrend)
            paintTrend(painter, trend, values, top, theme_.color(subjectOf(column)));
        return area.adjusted(std::max(0, area.width() - figure), 0, 0, 0);
    }

    // Full: up, a cross: down, hollow: silent. Not told by colour alone.
    QRect paintDot(QPainter& painter, const QRect& area, const QModelIndex& index) const {
        const HostState state = model_.host(index.row()).state;
        const QRectF dot(area.left(), area.center().y() - stateDot / 2 + 0.5, stateDot, stateDot);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor color = theme_.color(state == HostState::Up     ? Role::Good
                                          : state == HostState::Down ? Role::Danger
                                                                     : Role::QuietText);
        painter.setPen(QPen(color, 2));
        painter.setBrush(state == HostState::Up ? QBrush(color) : QBrush(Qt::NoBrush));
        if (state == HostState::Down) {
            painter.drawLine(dot.topLeft(), dot.bottomRight());
            painter.drawLine(dot.topRight(), dot.bottomLeft());
        } else {
            painter.drawEllipse(dot.adjusted(1, 1, -1, -1));
        }
        return area.adjusted(stateDot + gridStep, 0, 0, 0);
    }

    void paintGround(QPainter& painter, const QRect& area, const QString& text, QColor color) const {
        const int width = painter.fontMetrics().horizontalAdvance(text) + gridStep;
        color.setAlphaF(0.12F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(area.right() + gridStep / 2 - width, area.top() + gridStep / 2, width,
                                       area.height() - gridStep),
                                4, 4);
    }

    const Theme& theme_;
    const HostTableModel& model_;
};

}  // namespace

HostTableView::HostTableView(const Theme& theme, HostTableModel& model, QWidget* parent)
    : QTreeView(parent), theme_(theme), model_(model) {
    setModel(&model_);
    columns_ = new TableColumns(*this, [this] { fitColumns(); });  // before the font asks for their widths
    setItemDelegate(new HostCellDelegate(theme, model, this));
    setAccessibleName(tr("All hosts"));
    setFont(theme.font(TextSize::Body));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setAllColumnsShowFocus(true);
    setFrameShape(NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setSortIndicatorClearable(true);
    sortByColumn(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(&theme, &Theme::changed, this, [this] {
        setFont(theme_.font(TextSize::Body));
        viewport()->update();
    });
}

int HostTableView::heightOfRows() const {
    const int scrollBar =
        header()->length() > viewport()->width() ? horizontalScrollBar()->sizeHint().height() : 0;
    return header()->sizeHint().height() + model_.rowCount() * hostRowHeight + scrollBar + gridStep;
}

int HostTableView::leastWidth(HostColumn column, bool withTrend) const {
    const int place = static_cast<int>(column);
    const QFontMetrics metrics(theme_.font(TextSize::Body));
    const QString title = model_.headerData(place, Qt::Horizontal).toString();
    // The sort indicator is beside the title.
    const int header = metrics.horizontalAdvance(title) + gridStep;
    const int text = metrics.horizontalAdvance(QString::fromUtf8(roomOf(place).longest));
    const int mark = column == HostColumn::State ? stateDot + gridStep : 0;
    return std::max(header, text + mark + (withTrend ? leastTrend(column) : 0)) + 2 * cellMargin;
}

// Each has room for what is usual, and what is left goes to names and trends. Where trends alone are in the
// way, they give room; where that is not enough, there is a scroll bar anyway. A width that a person chose
// is neither given nor taken from.
void HostTableView::fitColumns() {
    int left = viewport()->width();
    int shares = 0;
    int ofTrends = 0;
    for (int column = 0; column < hostColumnCount; ++column) {
        if (isColumnHidden(column)) continue;
        const auto chosen = columns_->chosenWidth(column);
        const int width = leastWidth(static_cast<HostColumn>(column), true);
        left -= chosen.value_or(width);
        if (chosen) continue;
        ofTrends += width - leastWidth(static_cast<HostColumn>(column), false);
        shares += roomOf(column).share;
    }
    for (int column = 0; column < hostColumnCount; ++column) {
        if (isColumnHidden(column)) continue;
        const int width = leastWidth(static_cast<HostColumn>(column), true);
        const int trend = width - leastWidth(static_cast<HostColumn>(column), false);
        int more = 0;
        if (left > 0)
            more = left * roomOf(column).share / std::max(1, shares);
        else if (-left <= ofTrends && ofTrends > 0)
            more = -(trend * -left + ofTrends - 1) / ofTrends;
        columns_->resize(column, width + more);
    }
}

void HostTableView::setServerShown(bool isShown) {
    columns_->setUsed(static_cast<int>(HostColumn::Server), isShown);
}

// Over the figures that it has not.
void HostTableView::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    QTreeView::drawRow(painter, option, index);
    const QString problem = index.data(HostTableModel::ProblemRole).toString();
    if (problem.isEmpty()) return;
    const int first = static_cast<int>(lastWithTrendAlways) + 1;
    const int right = std::min(header()->length() - header()->offset(), viewport()->width());
    // Where most columns are hidden it covers those that are left: they have nothing to show.
    int left = std::max(0, right - leastProblemWidth);
    for (int column = first; column < header()->count(); ++column)
        if (!header()->isSectionHidden(column))
            left = std::min(left, header()->sectionViewportPosition(column));
    const QRect area(left, option.rect.top(), right - left, option.rect.height());
    const bool isSelected = selectionModel()->isSelected(index);
    painter->fillRect(area,
                      isSelected ? option.palette.color(QPalette::Highlight) : theme_.color(Role::Surface));
    painter->setFont(theme_.font(TextSize::Caption));
    painter->setPen(isSelected ? option.palette.color(QPalette::HighlightedText)
                               : theme_.color(Role::QuietText));
    painter->drawText(
        area.adjusted(cellMargin, 0, -cellMargin, 0), Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(problem, Qt::ElideRight, area.width() - 2 * cellMargin));
}

QString HostTableView::selectedText() const {
    return columns_->selectedText();
}

void HostTableView::keyPressEvent(QKeyEvent* event) {
    if (isForTheWindow(*event)) return event->ignore();
    if (event->matches(QKeySequence::Copy)) return QApplication::clipboard()->setText(selectedText());
    if (!columns_->takeKey(*event)) QTreeView::keyPressEvent(event);
}

void HostTableView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() != QContextMenuEvent::Keyboard) return QTreeView::contextMenuEvent(event);
    columns_->showMenu();
}

void HostTableView::keep(const PageContext& context, const QString& id) {
    new TableKeeper(context, id, *columns_);
}

void HostTableView::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void HostTableView::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitColumns();
}

}  // namespace baro::ui
