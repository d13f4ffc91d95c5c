#include "ui/hosts/ServerPart.h"

#include <algorithm>
#include <utility>

#include "core/hosts/OneAxis.h"
#include "ui/MachineText.h"
#include "ui/series/JoinedPlot.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

// Shorter gaps are none: of a restart, or of a moment that the server has no scrape of either.
constexpr milliseconds shortestGap{60'000};
constexpr std::int64_t scrapesInGap = 4;
// Enough to compare, whatever the range.
constexpr milliseconds usualOverlap{600'000};
constexpr std::int64_t fewestOverlapping = 5;
constexpr milliseconds askedAgainAfter{60'000};

std::int64_t columnsOf(std::int64_t length, std::int64_t width) {
    return std::max<std::int64_t>(1, (length + width - 1) / width);
}

const Plot* firstPlot(const std::vector<Result<Plot>>& plots) {
    for (const Result<Plot>& plot : plots)
        if (plot) return &plot.value();
    return nullptr;
}

// In which columns any of the plots has something; those that are not over yet are left out.
std::vector<bool> recordedColumns(const AskedPlots& asked, const std::vector<Result<Plot>>& plots,
                                  const Plot& grid) {
    std::size_t columns = 0;
    for (const Result<Plot>& plot : plots)
        if (plot) columns = std::max(columns, columnsIn(*plot, asked.range));
    const std::int64_t over = std::max<std::int64_t>(0, (asked.newest - grid.from) / grid.columnMilliseconds);
    std::vector<bool> isRecorded(std::min(columns, static_cast<std::size_t>(over)), false);
    for (const Result<Plot>& plot : plots)
        if (plot) markRecorded(*plot, isRecorded);
    return isRecorded;
}

// From the first to the last of both.
ColumnRun spanOf(std::span<const ColumnRun> runs, std::span<const ColumnRun> overlaps) {
    ColumnRun span = runs.front();
    for (const auto& all : {runs, overlaps})
        for (const ColumnRun& run : all)
            span = {std::min(span.first, run.first), std::max(span.last, run.last)};
    return span;
}

bool hasAny(const std::vector<bool>& isKnown, const ColumnRun& run) {
    for (std::size_t column = run.first; column <= run.last; ++column)
        if (isKnown[column]) return true;
    return false;
}

// How the server is asked: once a column, and of one that holds several scrapes for its extremes, as the
// record is.
PeriodColumns columnsFor(const AskedPlots& asked, std::int64_t from, std::int64_t to, std::int64_t width,
                         std::int64_t scrapes) {
    PeriodColumns columns{.from = from, .width = width, .count = (to - from) / width, .tick = width};
    columns.end = asked.newest;
    if (width < scrapes) return columns;
    columns.delay = width;
    if (asked.columns && asked.columns->delay == asked.columns->tick)
        columns.delay = columns.tick = asked.columns->tick;
    return columns;
}

// A live chart has no band around a line.
void dropMeans(Plot& plot, bool addsUp) {
    for (PlotSeries& series : plot.series) {
        if (addsUp) series.minimum = series.maximum = series.mean;
        series.mean.clear();
    }
}

}  // namespace

bool ServerPart::Wanted::holds(const Wanted& other) const {
    return expressions == other.expressions && isSummary == other.isSummary && width == other.width &&
           (from - other.from) % width == 0 && from <= other.from && to + slack >= other.to;
}

ServerPart::ServerPart(ServerPast& past, QObject* parent)
    : QObject(parent), past_(&past), number_(past.nextChart()) {
    connect(&past, &ServerPast::answered, this,
            [this](int chart, const std::shared_ptr<const PeriodPlots>& plots) {
                if (chart == number_) take(*plots);
            });
    connect(&past, &ServerPast::changed, this, [this] {
        underWay_.reset();
        kept_.reset();
        if (lacks_) emit news();
    });
}

ServerPart::~ServerPart() {
    rest();
}

void ServerPart::rest() {
    if (past_ != nullptr) past_->forget(number_);
    underWay_.reset();
}

JoinedAxis ServerPart::join(const AskedPlots& asked, std::vector<Result<Plot>>& plots) {
    lacks_ = false;
    const Plot* const grid = firstPlot(plots);
    if (!mayAdd() || grid == nullptr) return {};
    const std::int64_t width = grid->columnMilliseconds;
    const std::int64_t scrapes = scrapesInGap * past_->scrapeInterval().count();
    const std::int64_t gap = columnsOf(std::max<std::int64_t>(shortestGap.count(), scrapes), width);
    const std::vector<bool> isRecorded = recordedColumns(asked, plots, *grid);
    const auto runs = unrecordedRuns(isRecorded, static_cast<std::size_t>(gap));
    if (runs.empty()) return {};
    lacks_ = true;
    if (!past_->isThere()) {
        past_->seek();
        return {.problem = past_->problem()};
    }
    const std::int64_t overlap = std::max(fewestOverlapping, columnsOf(usualOverlap.count(), width));
    const auto overlaps = overlapsOf(runs, static_cast<std::size_t>(overlap), isRecorded.size());
    const ColumnRun span = spanOf(runs, overlaps);
    const Wanted wanted = wantedFor(asked, *grid, span, gap * width);
    const bool failedLately = sinceFailed_.isValid() && !sinceFailed_.hasExpired(askedAgainAfter.count());
    const bool isKept = kept_ && kept_->wanted.holds(wanted) && (!kept_->hasFailed || failedLately);
    if (!isKept && !(underWay_ && underWay_->holds(wanted))) ask(asked, withMargin(wanted, span));
    JoinedAxis axis{.server = past_->server()};
    if (kept_ && kept_->wanted.expressions == wanted.expressions &&
        kept_->wanted.isSummary == wanted.isSummary)
        put(asked, *grid, runs, overlaps, plots, axis);
    return axis;
}

ServerPart::Wanted ServerPart::wantedFor(const AskedPlots& asked, const Plot& grid, const ColumnRun& span,
                                         std::int64_t slack) const {
    const std::int64_t width = grid.columnMilliseconds;
    const auto timeOf = [&](std::size_t column) {
        return grid.from + static_cast<std::int64_t>(column) * width;
    };
    Wanted wanted{{}, timeOf(span.first), timeOf(span.last + 1), width, slack, asked.columns.has_value()};
    ExpressionVariables variables = asked.variables;
    const std::int64_t tick = asked.columns ? asked.columns->tick : width;
    variables[std::string(intervalVariable)] =
        durationText(std::max(tick, scrapesInGap * past_->scrapeInterval().count()));
    for (const std::string& expression : asked.expressions)
        wanted.expressions.push_back(withVariables(expression, variables));
    return wanted;
}

// Whoever drags a chart into the past does not ask at every step.
ServerPart::Wanted ServerPart::withMargin(Wanted wanted, const ColumnRun& span) {
    if (span.first == 0) wanted.from -= static_cast<std::int64_t>((span.last + 1) / 2) * wanted.width;
    return wanted;
}

void ServerPart::ask(const AskedPlots& asked, const Wanted& wanted) {
    underWay_ = wanted;
    addsUp_ = asked.addsUp;
    const std::int64_t scrapes = scrapesInGap * past_->scrapeInterval().count();
    past_->ask(number_, {wanted.expressions,
                         {columnsFor(asked, wanted.from, wanted.to, wanted.width, scrapes)},
                         asked.newest});
}

void ServerPart::take(const PeriodPlots& plots) {
    if (!underWay_ || plots.empty()) return;
    Kept kept{*std::exchange(underWay_, std::nullopt), plots.front(), false};
    sinceFailed_.invalidate();
    for (Result<Plot>& plot : kept.plots) {
        if (plot && !kept.wanted.isSummary) dropMeans(plot.value(), addsUp_);
        if (plot) continue;
        kept.hasFailed = true;
        sinceFailed_.start();
    }
    kept_ = std::move(kept);
    emit news();
}

void ServerPart::put(const AskedPlots& asked, const Plot& grid, std::span<const ColumnRun> runs,
                     std::span<const ColumnRun> overlaps, std::vector<Result<Plot>>& plots,
                     JoinedAxis& axis) const {
    const std::int64_t from = grid.from;  // it is one of those that are joined
    const std::int64_t width = grid.columnMilliseconds;
    bool isPut = false;
    for (std::size_t line = 0; line < std::min(plots.size(), kept_->plots.size()); ++line) {
        if (!plots[line]) continue;
        const Result<Plot>& elsewhere = kept_->plots[line];
        if (!elsewhere) {
            axis.problem = machineText(elsewhere.error().message);
            continue;
        }
        if (!haveSameColumns(*plots[line], *elsewhere)) continue;
        JoinedPlot joined = joinedPlot(*plots[line], *elsewhere,
                                       {runs, overlaps, columnsIn(*plots[line], asked.range), asked.unit});
        for (const SeriesDifference& one : joined.differences)
            axis.differences.push_back({line, one.labels, one.told});
        plots[line] = std::move(joined.plot);
        isPut = true;
    }
    if (!isPut) return;
    std::vector<bool> isKnown(runs.back().last + 1, false);
    for (const Result<Plot>& plot : plots)
        if (plot) markRecorded(*plot, isKnown);
    for (const ColumnRun& run : runs)
        if (hasAny(isKnown, run))
            axis.runs.push_back({from + static_cast<std::int64_t>(run.first) * width,
                                 from + static_cast<std::int64_t>(run.last + 1) * width});
}

}  // namespace baro::ui
