#include "ui/widgets/ChartOverlay.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace baro::ui {
namespace {

// Of a chart with a range of its own, milliseconds.
constexpr double shortestRange = 10e3;
constexpr double longestRange = 5 * 366 * 86'400e3;

}  // namespace

ChartOverlay::ChartOverlay(const Theme& theme, TimeCursor& cursor, QWidget* parent)
    : QWidget(parent), theme_(theme), cursor_(cursor) {
    setMouseTracking(true);
    connect(&cursor, &TimeCursor::hoveredChanged, this, qOverload<>(&QWidget::update));
}

void ChartOverlay::setRange(TimeRange range) {
    if (range == range_) return;
    range_ = range;
    // The crosshair and marks of moments stand elsewhere now.
    if (cursor_.hovered() || !marks_.seams.empty() || !marks_.breaks.empty()) update();
}

void ChartOverlay::setMarks(ChartMarks marks) {
    if (marks == marks_) return;
    marks_ = std::move(marks);
    update();
}

void ChartOverlay::setNote(ChartNote note) {
    if (note == note_) return;
    note_ = std::move(note);
    update();
}

std::int64_t ChartOverlay::momentAt(double x) const {
    const double share = x / std::max(1, width());
    return range_.from + std::llround(share * static_cast<double>(range_.to - range_.from));
}

void ChartOverlay::paintBrush(QPainter& painter) const {
    if (!brush_) return;
    const QRectF area(std::min(brush_->from, brush_->to), 0, std::abs(brush_->to - brush_->from), height());
    QColor fill = theme_.color(Role::Accent);
    fill.setAlphaF(0.2F);
    painter.fillRect(area, fill);
}

void ChartOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintBrush(painter);
    if (range_.to <= range_.from) return;
    const PlotTimes times{range_, static_cast<double>(width())};
    painter.setFont(theme_.font(TextSize::Caption));
    paintMarks(painter, theme_.palette(), height(), times, marks_);
    const auto hovered = cursor_.hovered();
    if (!hovered || *hovered < range_.from || *hovered > range_.to) return;
    const double x = times.xOf(*hovered);
    painter.setPen(QPen(theme_.color(Role::QuietText), 1));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    if (pointedAt_) paintNote(painter, theme_, rect(), x, note_);
}

void ChartOverlay::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (brush_) {
        brush_->to = std::clamp(x, 0.0, static_cast<double>(width()));
        update();
        return;
    }
    if (drag_) {
        drag(x);
        return;
    }
    pointedAt_ = true;
    cursor_.setHovered(momentAt(x));
}

void ChartOverlay::drag(double x) {
    if (std::abs(x - drag_->x) >= QApplication::startDragDistance()) drag_->moved = true;
    if (!drag_->moved) return;
    const std::int64_t span = movesCursor_ ? std::chrono::milliseconds(cursor_.range()).count()
                                           : drag_->range.to - drag_->range.from;
    const std::int64_t back = std::llround((x - drag_->x) / std::max(1, width()) * static_cast<double>(span));
    if (movesCursor_)
        cursor_.travelTo(drag_->moment - back);
    else
        emit rangeWanted({drag_->range.from - back, drag_->range.to - back});
}

// share: where in the range what is pointed at stays.
void ChartOverlay::zoom(double factor, double share) {
    if (movesCursor_) return cursor_.zoom(factor, share);
    const auto length = static_cast<double>(range_.to - range_.from);
    const double wanted = std::clamp(length * factor, shortestRange, longestRange);
    const std::int64_t from = range_.from + std::llround(share * (length - wanted));
    emit rangeWanted({from, from + std::llround(wanted)});
}

void ChartOverlay::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    cursor_.setHovered({});
    if (event->modifiers() & Qt::ShiftModifier) {
        brush_ = Brush{event->position().x(), event->position().x()};
        return;
    }
    drag_ = Drag{event->position().x(), cursor_.moment(), range_, false};
}

void ChartOverlay::mouseReleaseEvent(QMouseEvent* event) {
    drag_.reset();
    if (const auto brush = std::exchange(brush_, std::nullopt)) {
        update();
        const auto [from, to] = std::minmax({momentAt(brush->from), momentAt(brush->to)});
        const bool isWide = std::abs(brush->to - brush->from) >= QApplication::startDragDistance();
        if (isWide && to > from) emit brushed({from, to});
        return;
    }
    QWidget::mouseReleaseEvent(event);
}

void ChartOverlay::mouseDoubleClickEvent(QMouseEvent*) {
    drag_.reset();
    if (!movesCursor_) emit usualRangeWanted();
    if (movesCursor_) cursor_.reset();
}

void ChartOverlay::wheelEvent(QWheelEvent* event) {
    const double notches = event->angleDelta().y() / 120.0;
    // The bare wheel belongs to the page: it must not stop scrolling because a chart slid under the pointer.
    if (notches == 0 || !(event->modifiers() & Qt::ControlModifier)) return QWidget::wheelEvent(event);
    zoom(std::pow(0.8, notches), event->position().x() / std::max(1, width()));
    event->accept();
}

void ChartOverlay::leaveEvent(QEvent*) {
    pointedAt_ = false;
    cursor_.setHovered({});
}

}  // namespace baro::ui
