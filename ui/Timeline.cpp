#include "ui/Timeline.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <cmath>

#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"

namespace baro::ui {
namespace {

constexpr int side = 2 * gridStep;
constexpr int top = gridStep / 2;

constexpr std::chrono::seconds longestReach{86'400};

// At least what is in memory, at most a day.
std::chrono::seconds reach(const TimeCursor& cursor) {
    const auto kept = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::milliseconds(cursor.newest() - cursor.oldest()));
    return std::clamp(kept, TimeCursor::inMemory, longestReach);
}

}  // namespace

Timeline::Timeline(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      watch_(context.series.watch([this](const SeriesAnswer& answer) { take(answer); })) {
    setAccessibleName(tr("Timeline: processor load of the time that is kept"));
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Drag to travel into the past; Esc goes back to live"));
    connect(&context.cursor, &TimeCursor::changed, this, qOverload<>(&QWidget::update));
    connect(&context.cursor, &TimeCursor::reachChanged, this, &Timeline::ask);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize Timeline::sizeHint() const {
    return {80 * gridStep, 6 * gridStep};
}
QSize Timeline::minimumSizeHint() const {
    return {20 * gridStep, 6 * gridStep};
}

QRectF Timeline::area() const {
    return QRectF(rect()).adjusted(side, top, -side, -2 * gridStep);
}

void Timeline::ask() {
    SeriesQuestion question;
    question.expressions = {"barograph_cpu_busy_ratio"};
    question.maximumPoints = static_cast<int>(area().width());
    question.range = reach(context_.cursor);
    question.alwaysNewest = true;
    watch_->ask(std::move(question));
}

void Timeline::take(const SeriesAnswer& answer) {
    range_ = answer.range;
    busy_.clear();
    if (!answer.plots.empty() && answer.plots.front() && !answer.plots.front()->series.empty())
        busy_ = answer.plots.front()->series.front().maximum;
    update();
}

double Timeline::positionOf(std::int64_t moment) const {
    const double length = static_cast<double>(std::max<std::int64_t>(1, range_.to - range_.from));
    return area().left() + area().width() * static_cast<double>(moment - range_.from) / length;
}

void Timeline::travel(const QPointF& position) {
    if (range_.to <= range_.from) return;
    const double share = (position.x() - area().left()) / area().width();
    const double length = static_cast<double>(range_.to - range_.from);
    context_.cursor.travelTo(range_.from + static_cast<std::int64_t>(std::clamp(share, 0.0, 1.0) * length));
}

void Timeline::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) travel(event->position());
}

void Timeline::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) travel(event->position());
}

void Timeline::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Home)
        context_.cursor.travelTo(context_.cursor.oldest());
    else if (event->key() == Qt::Key_End)
        context_.cursor.goLive();
    else
        QWidget::keyPressEvent(event);
}

void Timeline::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    ask();
}

void Timeline::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
    watch_->setVisible(true);
}

void Timeline::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    watch_->setVisible(false);
}

void Timeline::paintEvent(QPaintEvent*) {
    const Theme& theme = context_.theme;
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Sidebar));
    const QRectF chart = area();
    painter.fillRect(QRectF(chart.left(), chart.bottom(), chart.width(), 1), theme.color(Role::Line));

    if (!busy_.empty()) {
        QColor fill = theme.color(Subject::Cpu);
        const double width = chart.width() / static_cast<double>(busy_.size());
        for (std::size_t i = 0; i < busy_.size(); ++i) {
            if (std::isnan(busy_[i])) continue;
            const double height = std::max(1.0, std::clamp(busy_[i], 0.0, 1.0) * chart.height());
            painter.fillRect(
                QRectF(chart.left() + static_cast<double>(i) * width, chart.bottom() - height, width, height),
                fill);
        }
    }

    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::QuietText));
    const QRectF labels(chart.left(), chart.bottom(), chart.width(), 2 * gridStep);
    const auto clock = [](std::int64_t moment) {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(moment).time(), QStringLiteral("HH:mm"));
    };
    if (range_.to > range_.from) {
        painter.drawText(labels, Qt::AlignLeft | Qt::AlignVCenter, clock(range_.from));
        painter.drawText(labels, Qt::AlignHCenter | Qt::AlignVCenter, clock((range_.from + range_.to) / 2));
        painter.drawText(labels, Qt::AlignRight | Qt::AlignVCenter, tr("now"));
    }

    if (context_.cursor.isLive() || range_.to <= range_.from) return;
    const double x = positionOf(context_.cursor.moment());
    painter.fillRect(QRectF(x - 1, chart.top(), 2, chart.height()), theme.color(Role::Past));
}

}  // namespace baro::ui
