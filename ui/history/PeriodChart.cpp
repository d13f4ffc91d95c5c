#include "ui/history/PeriodChart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/SeriesFeed.h"
#include "ui/history/PeriodData.h"
#include "ui/hosts/ServerPart.h"
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
    if (ServerPast* const past = context.series.serverPast()) {
        connect(past, &ServerPast::hasServersChanged, this, &PeriodChart::askAgain);
        for (int period = 0; period < 2; ++period) {
            serverParts_.push_back(std::make_unique<ServerPart>(*past));
            connect(serverParts_.back().get(), &ServerPart::news, this, [this] {
                // Drawing keeps it anew, or not.
                if (unjoined_ && asked_ && hasAnswer_) draw(PeriodPlots(*unjoined_));
            });
        }
    }
}

PeriodChart::~PeriodChart() {
    reader_.forget(number_);
}

bool PeriodChart::isEmpty() const {
    const bool mayCome = std::ranges::any_of(serverParts_, [](const auto& part) { return part->isAsking(); });
    return hasAnswer_ && !mayCome && data().series.empty() && data().problem.isEmpty() &&
           data().axis.problem.isEmpty();
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

void PeriodChart::askAgain() {
    asked_.reset();
    ask();
}

void PeriodChart::take(const PeriodPlots& plots) {
    isAsking_ = false;
    hasAnswer_ = true;
    draw(plots);
}

JoinedAxis PeriodChart::joinPart(std::size_t period, PeriodPlots& plots) {
    AskedPlots asked{.variables = plain_.variables,
                     .range = period == 0 ? periods_->first : periods_->second.value_or(periods_->first),
                     .newest = periods_->newest,
                     .unit = plain_.unit,
                     .columns = asked_->periods[period]};
    for (const auto& [name, value] : context().series.variables())
        asked.variables.try_emplace(name, value);
    for (const ChartLine& line : plain_.lines)
        asked.expressions.push_back(line.expression);
    return serverParts_[period]->join(asked, plots[period]);
}

void PeriodChart::draw(const PeriodPlots& plots) {
    ShownPeriods shown{periods_->first, periods_->secondName, periods_->isDifference};
    setClock(note());
    if (serverParts_.empty() || !serverParts_.front()->mayAdd() || !asked_)
        return drawData(periodData(spec(), plots, shown));
    PeriodPlots joined = plots;
    bool isWaiting = false;
    for (std::size_t period = 0; period < std::min(joined.size(), asked_->periods.size()); ++period) {
        JoinedAxis axis = joinPart(period, joined);
        isWaiting |= serverParts_[period]->isWaiting();
        if (period == 0) shown.axis = std::move(axis);
    }
    if (shown.isDifference) shown.axis.differences.clear();
    unjoined_ = isWaiting ? std::optional(plots) : std::nullopt;
    drawData(periodData(spec(), joined, shown));
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
    for (const auto& part : serverParts_)
        part->rest();
    unjoined_.reset();
    reader_.forget(number_);
    isAsking_ = hasAnswer_ = false;
    asked_.reset();
}

}  // namespace baro::ui
