#include "ui/history/PeriodChart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/SeriesFeed.h"
#include "ui/history/PeriodData.h"
#include "ui/widgets/ChartCanvas.h"
#include "ui/widgets/ChartOverlay.h"

namespace baro::ui {

PeriodChart::PeriodChart(const PageContext& context, ChartSpec spec, PeriodReader& reader, int number,
                         QWidget* parent)
    : SeriesChart(context, spec, parent), reader_(reader), number_(number), plain_(std::move(spec)) {
    canvas().setPainter([this](QPainter& painter, const QRectF& plot) { paintBands(painter, plot, bands_); });
    overlay().leaveCursorAlone();
    connect(&overlay(), &ChartOverlay::rangeWanted, this, &PeriodChart::rangeChosen);
    connect(&overlay(), &ChartOverlay::usualRangeWanted, this, &PeriodChart::usualRangeWanted);
    connect(&reader, &PeriodReader::answered, this,
            [this](int chart, const std::shared_ptr<const PeriodPlots>& plots) {
                if (chart == number_) take(*plots);
            });
}

PeriodChart::~PeriodChart() {
    reader_.forget(number_);
}

// Whether what is drawn may stand until the answer comes: the same question, a little later, or zoomed.
bool PeriodChart::continues(const ComparedPeriods& periods) const {
    if (!periods_) return false;
    const auto length = [](TimeRange range) { return range.to - range.from; };
    const auto longer = std::max(length(periods.first), length(periods_->first));
    return longer <= 2 * std::min(length(periods.first), length(periods_->first)) &&
           std::abs(periods.first.from - periods_->first.from) < longer &&
           periods.second.has_value() == periods_->second.has_value() &&
           periods.secondName == periods_->secondName && periods.isDifference == periods_->isDifference &&
           periods.resolution == periods_->resolution;
}

void PeriodChart::setPeriods(const ComparedPeriods& periods) {
    if (!continues(periods)) {
        clear();
        canvas().setClock(periods.first);
    }
    periods_ = periods;
    asked_.reset();
    const bool isDifference = periods.isDifference && periods.second;
    setSpec(isDifference ? differenceSpec(plain_) : plain_);
}

QString PeriodChart::note() const {
    const QString width = widthText(*columns_, isRaw_);
    return isRaw_ ? width : tr("mean of %1").arg(width);
}

void PeriodChart::ask() {
    if (!periods_ || !isVisible()) return;
    const int points = std::max(1, static_cast<int>(canvas().plotArea().width() / 2));
    const ColumnChoice choice = columnsFor(periods_->first, periods_->resolution, periods_->pace, points);
    if (!choice.problem.isEmpty()) return;  // the page says so
    columns_ = choice.columns;
    isRaw_ = choice.isRaw;
    PeriodQuestion question;
    ExpressionVariables variables = plain_.variables;
    variables[std::string(intervalVariable)] = durationText(rateRangeOf(*columns_, periods_->pace));
    for (const auto& [name, value] : context().series.variables())
        variables.try_emplace(name, value);
    for (const ChartLine& line : plain_.lines)
        question.expressions.push_back(withVariables(line.expression, variables));
    question.periods = {*columns_};
    if (periods_->second)
        question.periods.push_back(columnsLike(*columns_, periods_->first, *periods_->second));
    question.newest = periods_->newest;
    if (question == asked_) return;
    asked_ = question;
    isAsking_ = true;
    hasAnswer_ = false;
    reader_.ask(number_, std::move(question));
}

void PeriodChart::take(const PeriodPlots& plots) {
    isAsking_ = false;
    hasAnswer_ = true;
    setClock(note());
    drawData(periodData(spec(), plots, {periods_->first, periods_->secondName, periods_->isDifference}));
}

void PeriodChart::showData() {
    bands_.clear();
    for (const ChartSeries& series : data().series)
        if (!isHidden(series) && !series.mean.empty()) addBands(series);
    canvas().update();
    SeriesChart::showData();
}

// One for each run of known columns; where all values of a column are the same it has no height.
void PeriodChart::addBands(const ChartSeries& series) {
    const QRectF plot = canvas().plotArea();
    const auto span = static_cast<double>(std::max<std::int64_t>(1, data().range.to - data().range.from));
    QColor fill = colorOf(series);
    fill.setAlphaF(series.isCompared ? 0.12F : 0.25F);
    Band band{fill, {}, {}, {}};
    const auto end = [&] {
        if (band.upper.size() > 1) bands_.push_back(band);
        band.upper.clear();
        band.lower.clear();
    };
    for (std::size_t i = 0; i < series.mean.size(); ++i) {
        if (std::isnan(series.mean[i])) {
            end();
            continue;
        }
        const auto middle = static_cast<double>(data().timeOf(i) - data().range.from) +
                            static_cast<double>(data().columnMilliseconds) / 2;
        const double x = plot.left() + middle / span * plot.width();
        band.upper << QPointF(x, canvas().yOf(series.maximum[i]));
        band.lower << QPointF(x, canvas().yOf(series.minimum[i]));
    }
    end();
}

void PeriodChart::showEvent(QShowEvent* event) {
    SeriesChart::showEvent(event);
    ask();
}

void PeriodChart::hideEvent(QHideEvent* event) {
    SeriesChart::hideEvent(event);
    reader_.forget(number_);
    isAsking_ = hasAnswer_ = false;
    asked_.reset();
}

}  // namespace baro::ui
