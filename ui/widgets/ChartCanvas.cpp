#include "ui/widgets/ChartCanvas.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

#include "ui/widgets/ClockTicks.h"

namespace baro::ui {

namespace {

constexpr double leftMargin =
    72;  // the same for every chart, so that charts above each other share their time axis
constexpr double rightMargin = 8;
constexpr double topMargin = 8;
constexpr double bottomMargin = 20;

QString ago(std::chrono::seconds time) {
    if (time.count() > 0 && time.count() % 86'400 == 0)
        return ChartCanvas::tr("%1 d").arg(time.count() / 86'400);
    if (time.count() > 0 && time.count() % 3600 == 0) return ChartCanvas::tr("%1 h").arg(time.count() / 3600);
    if (time.count() % 60 == 0) return ChartCanvas::tr("%1 min").arg(time.count() / 60);
    if (time.count() < 60) return ChartCanvas::tr("%1 s").arg(time.count());
    return QStringLiteral("%1:%2").arg(time.count() / 60).arg(time.count() % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace

ChartCanvas::ChartCanvas(const Theme& theme, const Formatting& format, QWidget* parent)
    : QWidget(parent), theme_(theme), format_(format) {
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&format, &Formatting::changed, this, qOverload<>(&QWidget::update));
}

void ChartCanvas::setAxis(const ValueAxis& axis, Unit unit, bool isMirrored) {
    if (axis == axis_ && unit == unit_ && isMirrored == isMirrored_) return;
    axis_ = axis;
    unit_ = unit;
    isMirrored_ = isMirrored;
    update();
}

void ChartCanvas::setRange(std::chrono::seconds range, bool live) {
    if (range == range_ && live == live_) return;
    range_ = range;
    live_ = live;
    update();
}

void ChartCanvas::setClock(TimeRange range) {
    if (clock_ == range) return;
    clock_ = range;
    update();
}

void ChartCanvas::setMessage(const QString& message) {
    if (message == message_) return;
    message_ = message;
    update();
}

void ChartCanvas::setPainter(std::function<void(QPainter&, const QRectF&)> paintData) {
    paintData_ = std::move(paintData);
}

QRectF ChartCanvas::plotArea() const {
    return {leftMargin, topMargin, std::max(1.0, width() - leftMargin - rightMargin),
            std::max(1.0, height() - topMargin - bottomMargin)};
}

double ChartCanvas::yOf(double value) const {
    const QRectF plot = plotArea();
    return plot.bottom() -
           (axis_.drawn(value) - axis_.minimum) / (axis_.maximum - axis_.minimum) * plot.height();
}

void ChartCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(theme_.font(TextSize::Caption));
    const QRectF plot = plotArea();
    paintValueAxis(painter, plot);
    paintTimeAxis(painter, plot);
    if (paintData_) {
        painter.save();
        painter.setClipRect(plot);
        painter.setRenderHint(QPainter::Antialiasing);
        paintData_(painter, plot);
        painter.restore();
    }
    if (message_.isEmpty()) return;
    // No line of the grid goes through the words.
    constexpr int place = Qt::AlignCenter | Qt::TextWordWrap;
    const QRectF words = painter.boundingRect(plot, place, message_).adjusted(-gridStep, 0, gridStep, 0);
    painter.fillRect(words, theme_.color(Role::Surface));
    painter.setPen(theme_.color(Role::QuietText));
    painter.drawText(plot, place, message_);
}

void ChartCanvas::paintValueAxis(QPainter& painter, const QRectF& plot) const {
    const double room = QFontMetricsF(painter.font()).height();
    double lastLabel = plot.bottom() + 2 * room;
    for (const double tick : axis_.ticks()) {
        // On whole pixels, so that a hairline stays one.
        const double y = std::floor(yOf(tick)) + 0.5;
        painter.setPen(QPen(theme_.color(Role::Line), 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        if (lastLabel - y < room) continue;  // in a low chart labels would touch
        lastLabel = y;
        painter.setPen(theme_.color(Role::QuietText));
        painter.drawText(QRectF(0, y - room / 2, leftMargin - 8, room), Qt::AlignRight | Qt::AlignVCenter,
                         format_.text(isMirrored_ ? std::abs(tick) : tick, unit_));
    }
}

void ChartCanvas::paintClock(QPainter& painter, const QRectF& plot) const {
    painter.setPen(theme_.color(Role::QuietText));
    for (const ClockLabel& label :
         clockLabels(*clock_, plot.left(), plot.right(), QFontMetricsF(painter.font()))) {
        const double x = std::floor(label.mark) + 0.5;
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 3));
        painter.drawText(QRectF(label.left, plot.bottom() + 2, label.width, bottomMargin - 2),
                         Qt::AlignCenter | Qt::TextDontClip, label.text);
    }
}

void ChartCanvas::paintTimeAxis(QPainter& painter, const QRectF& plot) const {
    if (clock_) return paintClock(painter, plot);
    const auto step = timeStep(range_, std::max(2, static_cast<int>(plot.width() / 96)));
    painter.setPen(theme_.color(Role::QuietText));
    for (std::chrono::seconds back{0}; back <= range_; back += step) {
        const double share = static_cast<double>(back.count()) / static_cast<double>(range_.count());
        const double x = plot.right() - share * plot.width();
        const bool atEnd = back.count() == 0;
        const QString text = !atEnd  ? QStringLiteral("−") + ago(back)
                             : live_ ? tr("now")
                                     : QStringLiteral("0");
        QRectF area(x - 40, plot.bottom() + 2, 80, bottomMargin - 2);
        // The first and the last label stay inside the chart.
        if (atEnd) area.moveRight(plot.right());
        if (x - 20 < plot.left()) area.moveLeft(plot.left());
        painter.drawText(area,
                         (atEnd                  ? Qt::AlignRight
                          : x - 20 < plot.left() ? Qt::AlignLeft
                                                 : Qt::AlignHCenter) |
                             Qt::AlignVCenter,
                         text);
    }
}

}  // namespace baro::ui
