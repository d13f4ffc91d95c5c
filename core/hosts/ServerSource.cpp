#include "core/hosts/ServerSource.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/FreeMemory.h"
#include "core/hosts/HostExpression.h"
#include "core/prometheus/Awaited.h"
#include "core/promql/MatcherText.h"
#include "core/promql/Parser.h"

namespace baro {
namespace {

using prometheus::QueryAnswer;
using promql::QueryError;
using promql::QueryOutcome;
using promql::QueryResult;
using std::chrono::milliseconds;

// A rate must reach over two scrapes even where one is missing (docs/hosts.md).
constexpr std::int64_t scrapesInRate = 4;

constexpr std::size_t manyValues = 500'000;  // whose memory is given back

QueryError canceled() {
    return {QueryError::Kind::Canceled, "it was no longer wanted"};
}

QueryError unanswered(const promql::QueryLimits& limits) {
    if (limits.stop.stop_requested()) return canceled();
    return {QueryError::Kind::Timeout, "the server did not answer in time"};
}

Error givenUp() {
    return failed(canceled().message);
}

std::string rangeText(std::int64_t length) {
    return std::to_string(length) + "ms";
}

// Of all times, those of which a server can have samples; its clock may be ahead.
TimeRange reachable(const TimeRange& range, std::int64_t now) {
    constexpr milliseconds ahead = std::chrono::days(1);
    const std::int64_t from = std::max<std::int64_t>(0, range.from);
    return {from, std::max(from, std::min(range.to, now + ahead.count()))};
}

// As far as it is sure without a look at expressions. A server refuses a selector that chooses nothing.
bool choosesSomething(const std::vector<LabelMatcher>& matchers) {
    return std::ranges::any_of(matchers, [](const LabelMatcher& matcher) {
        return matcher.kind == LabelMatcher::Kind::Equal && !matcher.value.empty();
    });
}

// How much later the steps are than the multiples of their distance.
std::int64_t phaseOf(const promql::Steps& steps) {
    return (steps.start % steps.step + steps.step) % steps.step;
}

QueryResult resultOf(promql::ValueType type, const QueryAnswer& answer) {
    QueryResult result;
    result.type = type;
    result.text = answer.text;
    using Level = promql::Annotation::Level;
    for (const std::string& warning : answer.notes.warnings)
        result.annotations.push_back({Level::Warning, warning, {}});
    for (const std::string& info : answer.notes.infos)
        result.annotations.push_back({Level::Info, info, {}});
    if (answer.histograms > 0)
        result.annotations.push_back(
            {Level::Warning, std::to_string(answer.histograms) + " native histograms are left out", {}});
    return result;
}

// One column a step.
std::vector<double> valuesAt(const promql::Steps& steps, const std::vector<Sample>& samples) {
    std::vector<double> values(steps.count(), staleMarker());
    for (const Sample& sample : samples) {
        const std::int64_t passed = sample.timeMilliseconds - steps.start;
        if (passed >= 0 && passed % steps.step == 0 && sample.timeMilliseconds <= steps.end)
            values[static_cast<std::size_t>(passed / steps.step)] = sample.value;
    }
    return values;
}

class ReadSamples final : public SeriesCursor {
  public:
    explicit ReadSamples(std::vector<std::pair<LabelsPtr, std::vector<Sample>>> series)
        : series_(std::move(series)) {}
    Result<bool> next() override { return ++place_ <= series_.size(); }
    const LabelsPtr& labels() const override { return series_[place_ - 1].first; }
    std::span<const Sample> samples() const override { return series_[place_ - 1].second; }

  private:
    const std::vector<std::pair<LabelsPtr, std::vector<Sample>>> series_;
    std::size_t place_ = 0;
};

}  // namespace

ServerSource::ServerSource(std::shared_ptr<const prometheus::ServerClient> client,
                           std::optional<HostTarget> target, std::function<std::int64_t()> now)
    : client_(std::move(client)), target_(std::move(target)), now_(std::move(now)) {}

Result<std::string> ServerSource::textFor(const promql::Expression& expression) const {
    std::string text = toString(expression);
    if (!target_) return text;
    return expressionFor(text, *target_, rangeText(scrapesInRate * scrapeInterval_));
}

std::string ServerSource::selector(std::vector<LabelMatcher> matchers) const {
    if (target_)
        for (LabelMatcher& matcher : matchersOf(*target_))
            matchers.push_back(std::move(matcher));
    if (!choosesSomething(matchers))
        matchers.push_back({std::string(metricNameLabel), LabelMatcher::Kind::NotEqual, ""});
    return promql::selectorText(matchers);
}

Labels ServerSource::asShown(const Labels& labels) const {
    if (!target_) return labels;
    auto pairs = labels.pairs();
    const auto matchers = matchersOf(*target_);
    std::erase_if(pairs, [&matchers](const auto& pair) {
        return std::ranges::any_of(matchers, [&pair](const LabelMatcher& matcher) {
            return matcher.label == pair.first && matcher.value == pair.second;
        });
    });
    return Labels(std::move(pairs));
}

QueryOutcome ServerSource::instant(const promql::Expression& expression, std::int64_t time,
                                   const promql::QueryLimits& limits) const {
    const auto text = textFor(expression);
    if (!text) return QueryError{QueryError::Kind::BadData, text.error().message};
    auto answer = prometheus::awaited<QueryAnswer>(
        limits.stop,
        [&](auto told) {
            return client_->query({*text, time}, std::move(told));
        },
        limits.timedOut);
    if (!answer) return unanswered(limits);
    if (!*answer) return QueryError{QueryError::Kind::Execution, answer->error().message};
    QueryAnswer& found = answer->value();
    QueryResult result = resultOf(expression.type, found);
    for (SampleSeries& series : found.series) {
        Labels labels = asShown(series.labels);
        if (found.type == prometheus::ResultType::Matrix)
            result.matrix.push_back({std::move(labels), std::move(series.samples)});
        else if (!series.samples.empty())
            result.series.push_back({std::move(labels), {series.samples.front().value}});
    }
    // The server's order is that of its labels; a vector's may be what was asked for (sort).
    std::ranges::sort(result.matrix, {}, &SampleSeries::labels);
    return result;
}

QueryOutcome ServerSource::range(const promql::Expression& expression, promql::Steps steps,
                                 const promql::QueryLimits& limits) const {
    const auto text = textFor(expression);
    if (!text) return QueryError{QueryError::Kind::BadData, text.error().message};
    auto answer = prometheus::awaited<QueryAnswer>(
        limits.stop,
        [&](auto told) {
            return client_->queryRange({*text, {steps.start, steps.end}, steps.step, phaseOf(steps)}, now_(),
                                       std::move(told));
        },
        limits.timedOut);
    if (!answer) return unanswered(limits);
    if (!*answer) return QueryError{QueryError::Kind::Execution, answer->error().message};
    QueryResult result = resultOf(expression.type, **answer);
    // What was taken is let go at once: an answer may be large.
    for (SampleSeries& series : (*answer)->series)
        result.series.push_back({asShown(series.labels), valuesAt(steps, std::exchange(series.samples, {}))});
    const bool wasLarge = result.series.size() * steps.count() > manyValues;
    answer.reset();
    if (wasLarge) giveFreeMemoryBack();
    std::ranges::sort(result.series, {}, &promql::StepSeries::labels);
    return result;
}

Result<std::unique_ptr<SeriesCursor>> ServerSource::read(const SeriesQuery& query) const {
    // A range does not hold the sample at its very beginning.
    const TimeRange range = reachable(query.range, now_());
    const std::string text = selector(query.matchers) + '[' + rangeText(range.to - range.from + 1) + ']';
    auto answer = prometheus::awaited<QueryAnswer>(ending_.get_token(), [&](auto told) {
        return client_->query({text, range.to}, std::move(told));
    });
    if (!answer) return givenUp();
    if (!*answer) return answer->error();
    std::vector<std::pair<LabelsPtr, std::vector<Sample>>> all;
    for (SampleSeries& series : (*answer)->series) {
        std::erase_if(series.samples, [&query](const Sample& sample) {
            return sample.timeMilliseconds < query.range.from || sample.timeMilliseconds > query.range.to;
        });
        if (!series.samples.empty())
            all.emplace_back(std::make_shared<const Labels>(asShown(series.labels)),
                             std::move(series.samples));
    }
    std::ranges::sort(all, [](const auto& a, const auto& b) { return *a.first < *b.first; });
    return std::unique_ptr<SeriesCursor>(std::make_unique<ReadSamples>(std::move(all)));
}

Result<std::vector<LabelsPtr>> ServerSource::series(const SeriesQuery& query) const {
    prometheus::SeriesQuestion question;
    question.selectors = {selector(query.matchers)};
    question.range = reachable(query.range, now_());
    auto answer = prometheus::awaited<prometheus::SeriesAnswer>(
        ending_.get_token(), [&](auto told) { return client_->series(question, std::move(told)); });
    if (!answer) return givenUp();
    if (!*answer) return answer->error();
    std::vector<LabelsPtr> all;
    for (const Labels& labels : (*answer)->series)
        all.push_back(std::make_shared<const Labels>(asShown(labels)));
    std::ranges::sort(all, [](const auto& a, const auto& b) { return *a < *b; });
    return all;
}

}  // namespace baro
