#include "ui/alerts/ThresholdChart.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "ui/Formatting.h"
#include "ui/series/Plot.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ChartCanvas.h"

namespace baro::ui {

// As high as a pointer needs; the line is in its middle.
class ThresholdHandle : public QWidget {
  public:
    static constexpr int height = 2 * gridStep + 1;

    ThresholdHandle(ThresholdChart& chart, const Theme& theme, QWidget* parent)
        : QWidget(parent), chart_(chart), theme_(theme) {
        setCursor(Qt::SizeVerCursor);
        setFocusPolicy(Qt::StrongFocus);
        setToolTip(ThresholdChart::tr("Drag the threshold, or move it with the arrow keys"));
        setAccessibleName(ThresholdChart::tr("Threshold"));
    }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor color = theme_.color(Role::Danger);
        const double y = height / 2 + 0.5;
        painter.setPen(QPen(color, hasFocus() ? 2 : 1.5, Qt::DashLine));
        painter.drawLine(QPointF(0, y), QPointF(width(), y));
        // Something to take hold of.
        const QRectF grip(width() - 4.0 * gridStep, y - 6, 3.0 * gridStep, 12);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(grip, 4, 4);
        painter.setPen(QPen(theme_.color(Role::Surface), 1.5));
        for (const double line : {-2.0, 2.0})
            painter.drawLine(QPointF(grip.left() + 7, y + line), QPointF(grip.right() - 7, y + line));
    }
    void mousePressEvent(QMouseEvent* event) override {
        if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
        grabbed_ = event->position().y() - height / 2;
        isDragged_ = true;
    }
    void mouseMoveEvent(QMouseEvent* event) override {
        if (!isDragged_) return;
        const double y = mapToParent(event->position().toPoint()).y() - grabbed_;
        chart_.move(chart_.valueAt(y));
    }
    void mouseReleaseEvent(QMouseEvent*) override {
        if (std::exchange(isDragged_, false)) chart_.draw();
    }
    void keyPressEvent(QKeyEvent* event) override {
        switch (event->key()) {
            case Qt::Key_Up:
                return chart_.step(1);
            case Qt::Key_Down:
                return chart_.step(-1);
            case Qt::Key_PageUp:
                return chart_.step(10);
            case Qt::Key_PageDown:
                return chart_.step(-10);
            default:
                return QWidget::keyPressEvent(event);
        }
    }

  private:
    friend class ThresholdChart;
    ThresholdChart& chart_;
    const Theme& theme_;
    double grabbed_ = 0;
    bool isDragged_ = false;
};

namespace {

constexpr double thresholdHeadroom = 1.1;
constexpr std::int64_t leastShown = 10 * 60'000;

struct FewSeries {
    std::vector<std::size_t> shown;  // in their order
    std::size_t leftOut = 0;
};

// Those that reach farthest.
FewSeries highestOf(const DryRunSeries& read, std::size_t most) {
    FewSeries few;
    few.shown.resize(read.series.size());
    std::iota(few.shown.begin(), few.shown.end(), std::size_t{0});
    if (few.shown.size() <= most) return few;
    few.leftOut = few.shown.size() - most;
    std::ranges::stable_sort(few.shown, std::greater{}, [&](std::size_t index) { return read.peaks[index]; });
    few.shown.resize(most);
    std::ranges::sort(few.shown);
    return few;
}

// Columns of so many steps each, from the step on.
PlotSeries stepColumns(const promql::StepSeries& one, std::size_t from, std::size_t width) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    PlotSeries series{one.labels, {}, {}, {}, unknown};
    for (std::size_t begin = from; begin < one.values.size(); begin += width) {
        double least = unknown;
        double greatest = unknown;
        std::size_t leastAt = begin;
        std::size_t greatestAt = begin;
        for (std::size_t at = begin; at < std::min(begin + width, one.values.size()); ++at) {
            const double value = one.values[at];
            if (std::isnan(value)) continue;
            if (!(least <= value)) least = value, leastAt = at;
            if (!(greatest >= value)) greatest = value, greatestAt = at;
        }
        series.minimum.push_back(least);
        series.maximum.push_back(greatest);
        series.falls.push_back(greatestAt < leastAt);
    }
    if (!series.maximum.empty()) series.last = series.maximum.back();
    return series;
}

}  // namespace

ThresholdChart::ThresholdChart(const PageContext& context, QWidget* parent)
    : SeriesChart(context, {.title = tr("Series and threshold"), .lines = {{{}, {}}}}, parent) {
    canvas().setPainter([this](QPainter& painter, const QRectF& plot) { paintRuns(painter, plot); });
    handle_ = new ThresholdHandle(*this, context.theme, &canvas());
    handle_->hide();
    connect(&context.theme, &Theme::changed, handle_, qOverload<>(&QWidget::update));
}

void ThresholdChart::setSeries(const std::shared_ptr<const DryRunSeries>& series, const QString& problem) {
    if (series == nullptr) {
        series_.reset();
        runs_.clear();
        clear();
        if (!problem.isEmpty()) canvas().setMessage(problem);
        return;
    }
    if (series == series_) return;
    series_ = series;
    draw();
}

void ThresholdChart::setLength(std::int64_t milliseconds) {
    length_ = milliseconds;
    draw();
}

void ThresholdChart::setRuns(std::vector<alerts::AlertRun> runs) {
    runs_ = std::move(runs);
    canvas().update();
}

void ThresholdChart::setThreshold(double value) {
    if (value == threshold_) return;
    threshold_ = value;
    handle_->setAccessibleDescription(context().format.text(value, spec().unit));
    // The axis stays while the line is dragged: else it would run from the pointer.
    if (handle_->isDragged_)
        placeHandle();
    else
        draw();
}

void ThresholdChart::draw() {
    if (series_ == nullptr) return;
    const promql::Steps& steps = series_->steps;
    // Not what is before the first value.
    const std::int64_t known = std::max(steps.end - series_->knownFrom, leastShown);
    const std::int64_t length = std::min({length_, known, steps.end - steps.start});
    const std::int64_t from = steps.end - length / steps.step * steps.step;
    const auto first = static_cast<std::size_t>((from - steps.start) / steps.step);
    const std::size_t count = steps.count() - first;
    const auto points = static_cast<std::size_t>(std::max(1.0, canvas().plotArea().width() / 2));
    const std::size_t width = std::max<std::size_t>(1, (count + points - 1) / points);
    Plot plot{steps.time(first), static_cast<std::int64_t>(width) * steps.step, {}, {}};
    const FewSeries few = highestOf(*series_, mostLines);
    leftOut_ = few.leftOut;
    for (const std::size_t index : few.shown)
        plot.series.push_back(stepColumns(series_->series[index], first, width));
    setClock({});
    ChartData data = chartData(spec(), {{from, steps.end}, {Result<Plot>(std::move(plot))}});
    // Without labels it has no other name.
    if (data.series.size() == 1 && series_->series.front().labels.pairs().empty())
        data.series.front().name = spec().title;
    drawData(std::move(data));
}

std::pair<double, double> ThresholdChart::extremes() const {
    auto [lowest, highest] = SeriesChart::extremes();
    if (!std::isfinite(threshold_)) return {lowest, highest};
    return {std::fmin(lowest, threshold_ * thresholdHeadroom),
            std::fmax(highest, threshold_ * thresholdHeadroom)};
}

void ThresholdChart::ask() {
    draw();
}

void ThresholdChart::showData() {
    SeriesChart::showData();
    placeHandle();
}

void ThresholdChart::placeHandle() {
    const QRectF plot = canvas().plotArea();
    const ValueAxis& axis = canvas().axis();
    handle_->setVisible(series_ != nullptr && threshold_ >= axis.minimum && threshold_ <= axis.maximum);
    const int y = static_cast<int>(std::lround(canvas().yOf(threshold_)));
    handle_->setGeometry(static_cast<int>(plot.left()), y - ThresholdHandle::height / 2,
                         static_cast<int>(plot.width()), ThresholdHandle::height);
    handle_->raise();
    handle_->update();
}

QPoint ThresholdChart::handlePosition() const {
    return canvas().mapTo(this, handle_->geometry().center());
}

double ThresholdChart::valueAt(double y) const {
    const QRectF plot = canvas().plotArea();
    const ValueAxis& axis = canvas().axis();
    const double share = std::clamp((plot.bottom() - y) / plot.height(), 0.0, 1.0);
    // As fine as the pixels are, and no finer: round numbers.
    const double raw = axis.minimum + share * (axis.maximum - axis.minimum);
    const double grain =
        std::pow(10, std::floor(std::log10((axis.maximum - axis.minimum) / plot.height())) + 1) / 2;
    return std::round(raw / grain) * grain;
}

void ThresholdChart::move(double value) {
    if (value == threshold_) return;
    setThreshold(value);
    emit thresholdMoved(value);
}

void ThresholdChart::step(int steps) {
    const ValueAxis& axis = canvas().axis();
    const double grain = axis.step / 10;
    move(std::round(threshold_ / grain + steps) * grain);
}

void ThresholdChart::paintRuns(QPainter& painter, const QRectF& plot) const {
    const TimeRange range = data().range;
    if (series_ == nullptr || range.to <= range.from) return;
    const auto xOf = [&](std::int64_t time) {
        return plot.left() + static_cast<double>(time - range.from) /
                                 static_cast<double>(range.to - range.from) * plot.width();
    };
    QColor fill = context().theme.color(Role::Danger);
    const QColor edge = fill;
    fill.setAlphaF(0.16F);
    // Of many at the same time one band: alpha upon alpha would tell something else.
    std::vector<std::pair<double, double>> bands;
    for (const alerts::AlertRun& run : runs_)
        if (run.fired.to >= range.from && run.fired.from <= range.to)
            bands.emplace_back(std::max(plot.left(), xOf(run.fired.from)),
                               std::max(xOf(run.fired.to), xOf(run.fired.from) + 2));
    std::ranges::sort(bands);
    double done = plot.left();
    for (auto [from, to] : bands) {
        from = std::max(from, done);
        if (to <= from) continue;
        painter.fillRect(QRectF(from, plot.top(), to - from, plot.height()), fill);
        painter.fillRect(QRectF(from, plot.top(), to - from, 3), edge);
        done = to;
    }
}

}  // namespace baro::ui
