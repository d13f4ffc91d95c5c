#include "ui/alerts/DryRun.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "core/promql/Parser.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

// Of what one question may hold: a week of a few hundred series.
constexpr std::uint64_t mostDryRunSamples = 16'000'000;
constexpr std::chrono::seconds dryRunPatience{60};

promql::EngineOptions dryRunOptions() {
    promql::EngineOptions options;
    options.maximumSamples = mostDryRunSamples;
    return options;
}

std::int64_t knownSince(const DryRunSeries& read) {
    const std::size_t count = read.steps.count();
    std::size_t first = count - 1;
    for (const promql::StepSeries& one : read.series) {
        const auto known = std::ranges::find_if_not(one.values, promql::isAbsent);
        first = std::min(first, static_cast<std::size_t>(known - one.values.begin()));
    }
    return read.steps.time(std::min(first, count - 1));
}

double peakOf(const promql::StepSeries& series) {
    double peak = -std::numeric_limits<double>::infinity();
    for (const double value : series.values)
        peak = std::fmax(peak, value);
    return peak;
}

std::shared_ptr<const DryRunSeries> seriesOf(const promql::Steps& steps, promql::QueryResult result) {
    auto read = std::make_shared<DryRunSeries>(DryRunSeries{steps, std::move(result.series), 0, {}});
    read->knownFrom = knownSince(*read);
    std::ranges::transform(read->series, std::back_inserter(read->peaks), peakOf);
    return read;
}

}  // namespace

DryRun::DryRun(const SeriesSource& source, QObject* parent)
    : QObject(parent), source_(source), engine_(dryRunOptions()) {
    reader_.setMaxThreadCount(1);
    judge_.setMaxThreadCount(1);
}

DryRun::~DryRun() {
    cancel_.request_stop();
    reader_.waitForDone();
    judge_.waitForDone();
}

void DryRun::setSeries(const std::string& expression, std::int64_t moment,
                       std::int64_t intervalMilliseconds) {
    cancel_.request_stop();
    cancel_ = {};
    ++number_;
    series_.reset();
    runs_.clear();
    isJudged_ = false;
    problem_.clear();
    reading_ = false;
    const promql::Parsed parsed = promql::parse(expression);
    expression_ = parsed.ok() ? parsed.expression() : nullptr;
    moment_ = moment;
    interval_ = std::max<std::int64_t>(intervalMilliseconds, 1000);
    if (expression_ != nullptr && moment > 0) read(firstMilliseconds);
    emit changed();
}

void DryRun::read(std::int64_t length) {
    reading_ = true;
    // Moments are those of the rule: multiples of its interval.
    const std::int64_t end = moment_ / interval_ * interval_;
    const promql::Steps steps{end - length / interval_ * interval_, end, interval_};
    reader_.start(
        [this, number = number_, length, steps, expression = expression_, canceled = cancel_.get_token()] {
            const auto until = std::chrono::steady_clock::now() + dryRunPatience;
            const promql::QueryLimits limits{canceled,
                                             [until] { return std::chrono::steady_clock::now() > until; }};
            auto outcome = engine_.range(*expression, source_, steps, limits);
            Answer answer = failed({});
            if (outcome.ok()) {
                answer = seriesOf(steps, std::move(outcome.result()));
            } else {
                answer = failed(outcome.error().message);
            }
            // The pool ends before this object does.
            QMetaObject::invokeMethod(
                this, [this, number, length, answer = std::move(answer)] { take(number, length, answer); },
                Qt::QueuedConnection);
        });
}

void DryRun::take(std::uint64_t number, std::int64_t length, const Answer& answer) {
    if (number != number_) return;
    reading_ = false;
    if (answer) {
        series_ = *answer;
        judge();
        if (length < wholeMilliseconds) read(wholeMilliseconds);
    } else {
        problem_ = machineText(answer.error().message).left(500);
    }
    emit changed();
}

void DryRun::setRule(const alerts::ThresholdRule& rule) {
    rule_ = rule;
    judge();
}

void DryRun::judge() {
    if (!rule_ || series_ == nullptr) return;
    if (std::exchange(judging_, true)) {
        isStale_ = true;
        return;
    }
    isStale_ = false;
    judge_.start([this, number = number_, rule = *rule_, series = series_] {
        auto runs = alerts::wouldHaveFired(rule, series->series, series->steps);
        QMetaObject::invokeMethod(
            this,
            [this, number, runs = std::move(runs)]() mutable {
                judging_ = false;
                if (number == number_) {
                    runs_ = std::move(runs);
                    isJudged_ = true;
                    emit changed();
                }
                if (isStale_ || number != number_) judge();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace baro::ui
