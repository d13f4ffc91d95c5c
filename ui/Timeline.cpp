#include "ui/Timeline.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/ClockText.h"
#include "ui/EventText.h"
#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"

namespace baro::ui {
namespace {

constexpr int stripSide = 2 * gridStep;
constexpr int stripTop = gridStep / 2;

constexpr std::chrono::seconds usualReach{86'400};
constexpr double markReach = 4;  // pixels: so near a mark is it
constexpr std::size_t mostLines = 8;
constexpr double serversShare = 0.45;  // of the colour: what is a server's is paler
std::chrono::hours hoursUpTo(std::int64_t milliseconds) {
    return std::chrono::ceil<std::chrono::hours>(std::chrono::milliseconds(milliseconds));
}

// At least what is in memory and usually at most a day, but never without the cursor and what charts show.
std::chrono::seconds reach(const TimeCursor& cursor) {
    const auto kept = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::milliseconds(cursor.newest() - cursor.oldest()));
    const std::chrono::seconds needed =
        std::max<std::chrono::seconds>(cursor.range(), hoursUpTo(cursor.newest() - cursor.moment()));
    return std::max(std::clamp(kept, TimeCursor::inMemory, usualReach), needed);
}

}  // namespace

Timeline::Timeline(const PageContext& context, const EventFeed& events, QWidget* parent)
    : QWidget(parent),
      context_(context),
      events_(events),
      watch_(context.series, [this](const SeriesAnswer& answer) { take(answer); }) {
    setAccessibleName(tr("Timeline: processor load of the time that is kept"));
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("Drag to travel into the past; Esc goes back to live"));
    connect(&context.cursor, &TimeCursor::changed, this, [this] {
        ask();
        update();
    });
    connect(&events, &EventFeed::changed, this, [this] {
        setAccessibleDescription(
            tr("%n event(s) in the record", nullptr, static_cast<int>(events_.events().size())));
        update();
    });
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
    return QRectF(rect()).adjusted(stripSide, stripTop, -stripSide, -2 * gridStep);
}

void Timeline::ask() {
    SeriesQuestion question;
    question.expressions = {"barograph_cpu_busy_ratio"};
    question.maximumPoints = static_cast<int>(area().width());
    question.range = reach(context_.cursor);
    question.alwaysNewest = true;
    watch_.ask(std::move(question), Unit::Ratio);
}

void Timeline::take(const SeriesAnswer& answer) {
    axis_ = answer.axis;
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

std::int64_t Timeline::momentAt(double x) const {
    const double share = static_cast<double>(range_.to - range_.from) / area().width();
    return range_.from + static_cast<std::int64_t>((x - area().left()) * share);
}

std::span<const history::Event> Timeline::eventsNear(double x) const {
    if (range_.to <= range_.from) return {};
    return events_.within(
        {std::max(range_.from, momentAt(x - markReach)), std::min(range_.to, momentAt(x + markReach))});
}

QString Timeline::eventsAt(double x) const {
    const auto events = eventsNear(x);
    QStringList lines;
    for (const history::Event& event : events.first(std::min(mostLines, events.size())))
        lines << eventTextWithTime(event);
    if (events.size() > mostLines)
        lines << tr("and %n more", nullptr, static_cast<int>(events.size() - mostLines));
    return lines.join(QLatin1Char('\n'));
}

QString Timeline::serverAt(double x) const {
    return axis_.isOfServer(momentAt(x)) ? axis_.server : QString();
}

bool Timeline::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text = eventsAt(help->pos().x());
    if (const QString server = serverAt(help->pos().x()); text.isEmpty() && !server.isEmpty())
        text = tr("Not recorded here, but known to %1").arg(server);
    QToolTip::showText(help->globalPos(), text.isEmpty() ? toolTip() : Qt::convertFromPlainText(text), this);
    return true;
}

void Timeline::travel(const QPointF& position) {
    if (range_.to <= range_.from) return;
    const double share = (position.x() - area().left()) / area().width();
    const double length = static_cast<double>(range_.to - range_.from);
    context_.cursor.travelTo(range_.from + static_cast<std::int64_t>(std::clamp(share, 0.0, 1.0) * length));
}

void Timeline::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    // A click on a mark means what is marked, not the pixel.
    if (const auto events = eventsNear(event->position().x()); !events.empty())
        context_.cursor.travelTo(events.back().timeMilliseconds);
    else
        travel(event->position());
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
    watch_.setVisible(true);
}

void Timeline::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    watch_.setVisible(false);
}

void Timeline::paintLoad(QPainter& painter, const QRectF& chart) const {
    if (busy_.empty()) return;
    const QColor recorded = context_.theme.color(Subject::Cpu);
    const QColor servers = mixed(context_.theme.color(Role::Sidebar), recorded, serversShare);
    const double width = chart.width() / static_cast<double>(busy_.size());
    for (std::size_t i = 0; i < busy_.size(); ++i) {
        if (std::isnan(busy_[i])) continue;
        const double height = std::max(1.0, std::clamp(busy_[i], 0.0, 1.0) * chart.height());
        const double x = chart.left() + static_cast<double>(i) * width;
        painter.fillRect(QRectF(x, chart.bottom() - height, width, height),
                         axis_.isOfServer(momentAt(x + width / 2)) ? servers : recorded);
    }
}

void Timeline::paintEvent(QPaintEvent*) {
    const Theme& theme = context_.theme;
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Sidebar));
    const QRectF chart = area();
    painter.fillRect(QRectF(chart.left(), chart.bottom(), chart.width(), 1), theme.color(Role::Line));

    paintLoad(painter, chart);
    if (range_.to <= range_.from) return;
    paintTimes(painter, chart);
    paintEvents(painter, chart);
    if (context_.cursor.isLive()) return;
    const double x = positionOf(context_.cursor.moment());
    painter.fillRect(QRectF(x - 1, chart.top(), 2, chart.height()), theme.color(Role::Past));
}

void Timeline::paintTimes(QPainter& painter, const QRectF& chart) const {
    painter.setFont(context_.theme.font(TextSize::Caption));
    painter.setPen(context_.theme.color(Role::QuietText));
    const QRectF labels(chart.left(), chart.bottom(), chart.width(), 2 * gridStep);
    const std::chrono::milliseconds length(range_.to - range_.from);
    const DayForm day =
        dayFormOf(QDateTime::fromMSecsSinceEpoch(range_.from), QDateTime::fromMSecsSinceEpoch(range_.to));
    const auto clock = [&](std::int64_t moment) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment);
        return length > usualReach ? momentText(time, day, ClockForm::Minutes)
                                   : clockText(time.time(), ClockForm::Minutes);
    };
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignVCenter, clock(range_.from));
    painter.drawText(labels, Qt::AlignHCenter | Qt::AlignVCenter, clock((range_.from + range_.to) / 2));
    painter.drawText(labels, Qt::AlignRight | Qt::AlignVCenter, tr("now"));
}

// A line, and a triangle that hangs from the top. The grave ones last, so that they lie above.
void Timeline::paintEvents(QPainter& painter, const QRectF& chart) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Role role : {Role::QuietText, Role::Warning, Role::Danger})
        for (const history::Event& event : events_.within(range_)) {
            if (eventRole(event) != role) continue;
            const double x = std::floor(positionOf(event.timeMilliseconds)) + 0.5;
            const QColor color = context_.theme.color(role);
            painter.setPen(QPen(color, 1));
            painter.drawLine(QPointF(x, chart.top()), QPointF(x, chart.bottom()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawPolygon(QPolygonF({{x - markReach, chart.top() - 1},
                                           {x + markReach, chart.top() - 1},
                                           {x, chart.top() + markReach + 1}}));
        }
    painter.restore();
}

}  // namespace baro::ui
