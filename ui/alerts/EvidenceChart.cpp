#include "ui/alerts/EvidenceChart.h"

#include <QDateTime>
#include <QPainter>
#include <algorithm>
#include <optional>
#include <utility>

#include "ui/ClockText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/AxisTicks.h"

namespace baro::ui {
namespace {

constexpr int chartLines = 20;  // of grid steps high

QString evidenceClock(std::int64_t moment) {
    return clockText(QDateTime::fromMSecsSinceEpoch(moment).time(), ClockForm::Seconds);
}

}  // namespace

EvidenceChart::EvidenceChart(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Values before the alert fired"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize EvidenceChart::sizeHint() const {
    return {40 * gridStep, chartLines * gridStep};
}

void EvidenceChart::setEvidence(alerts::AlertEvidencePtr evidence, Unit unit, const FormatStyle& style) {
    evidence_ = std::move(evidence);
    unit_ = unit;
    style_ = style;
    const auto range = extent();
    if (range) {
        const ValueAxis axis = niceAxis(range->first, range->second, unit_, style_);
        minimum_ = axis.minimum;
        maximum_ = axis.maximum;
        step_ = axis.step;
    }
    setVisible(range.has_value());
    setAccessibleDescription(sentence());
    update();
}

// Beyond what a picture can show nothing is drawn.
std::optional<std::pair<double, double>> EvidenceChart::extent() const {
    std::optional<std::pair<double, double>> range;
    const auto take = [&range](std::optional<double> value) {
        if (!value || !(*value > -1e300 && *value < 1e300)) return;
        if (!range) range.emplace(*value, *value);
        range->first = std::min(range->first, *value);
        range->second = std::max(range->second, *value);
    };
    if (evidence_ == nullptr || evidence_->values.values.empty()) return std::nullopt;
    for (const auto& value : evidence_->values.values)
        take(value);
    if (range) take(evidence_->values.limit);
    return range;
}

QString EvidenceChart::text(double value) const {
    return QString::fromStdString(formatValue(value, unit_, style_));
}

QString EvidenceChart::sentence() const {
    const auto range = extent();
    if (!range) return {};
    QString sentence =
        tr("From %1 to %2 between %3 and %4")
            .arg(text(range->first), text(range->second), evidenceClock(evidence_->values.from),
                 evidenceClock(evidence_->values.time(evidence_->values.values.size() - 1)));
    if (evidence_->values.limit) sentence += tr("; the limit is %1").arg(text(*evidence_->values.limit));
    return sentence;
}

double EvidenceChart::xOf(std::int64_t time, const QRectF& plot) const {
    const alerts::EvidenceValues& values = evidence_->values;
    const double length = static_cast<double>(values.step) *
                          static_cast<double>(std::max<std::size_t>(values.values.size(), 2) - 1);
    return plot.left() + static_cast<double>(time - values.from) / length * plot.width();
}

double EvidenceChart::yOf(double value, const QRectF& plot) const {
    return plot.bottom() - (value - minimum_) / (maximum_ - minimum_) * plot.height();
}

void EvidenceChart::paintEvent(QPaintEvent*) {
    if (evidence_ == nullptr || !extent()) return;
    QPainter painter(this);
    painter.setFont(theme_.font(TextSize::Caption));
    const QFontMetrics metrics = painter.fontMetrics();
    const int room = std::max(metrics.horizontalAdvance(text(maximum_)),
                              metrics.horizontalAdvance(text(maximum_ - step_))) +
                     gridStep;
    const QRectF plot(room, metrics.height() / 2.0, std::max(1, width() - room - gridStep),
                      std::max(1, height() - 2 * metrics.height() - gridStep / 2));
    paintAxis(painter, plot);
    painter.setRenderHint(QPainter::Antialiasing);
    paintValues(painter, plot);
    if (hasFocus()) {
        painter.setPen(theme_.color(Role::Accent));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void EvidenceChart::paintAxis(QPainter& painter, const QRectF& plot) const {
    const double line = painter.fontMetrics().height();
    for (const double tick : ValueAxis{minimum_, maximum_, step_}.ticks()) {
        const double y = yOf(tick, plot);
        painter.setPen(theme_.color(Role::Line));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme_.color(Role::QuietText));
        painter.drawText(QRectF(0, y - line / 2, plot.left() - gridStep, line),
                         Qt::AlignRight | Qt::AlignVCenter, text(tick));
    }
    const QRectF times(plot.left(), plot.bottom() + gridStep / 2.0, plot.width(), line);
    painter.drawText(times, Qt::AlignLeft, evidenceClock(evidence_->values.from));
    painter.drawText(times, Qt::AlignRight, evidenceClock(evidence_->firedAt));
    const double x = xOf(evidence_->activeAt, plot);
    if (x < plot.left() || x > plot.right()) return;
    painter.setPen(QPen(theme_.color(Role::QuietText), 1, Qt::DotLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

// Unknown values are gaps; one that stands alone is a dot.
void EvidenceChart::paintValues(QPainter& painter, const QRectF& plot) const {
    const alerts::EvidenceValues& values = evidence_->values;
    painter.setPen(QPen(theme_.seriesColor(0), 1.5));
    QPolygonF run;
    const auto draw = [&] {
        if (run.size() == 1) painter.drawEllipse(run.front(), 1.5, 1.5);
        if (run.size() > 1) painter.drawPolyline(run);
        run.clear();
    };
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        const auto value = values.values[i];
        if (value && *value > -1e300 && *value < 1e300)
            run << QPointF(xOf(values.time(i), plot), yOf(*value, plot));
        else
            draw();
    }
    draw();
    if (!values.limit || !(*values.limit >= minimum_ && *values.limit <= maximum_)) return;
    painter.setPen(QPen(theme_.color(Role::Danger), 1, Qt::DashLine));
    const double y = yOf(*values.limit, plot);
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
}

}  // namespace baro::ui
