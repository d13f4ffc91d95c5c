// Evaluates PromQL over a SeriesSource as Prometheus 3.5 does it, on float samples. Annotations are told, and
// native histograms are refused by name.
//
// Series stream through the tree one at a time, each with its values at all steps: memory is that of the
// answer and of what an operator must see whole (the groups of an aggregation, one side of a join, topk),
// never that of the samples read.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "core/promql/Ast.h"
#include "core/series/SeriesSource.h"

namespace baro::promql {

// Every time from start to end, both included, at multiples of step from start. An instant is one step.
struct Steps {
    std::int64_t start = 0;  // milliseconds since 1970-01-01 UTC
    std::int64_t end = 0;
    std::int64_t step = 1;  // above 0

    static Steps instant(std::int64_t time) { return {time, time, 1}; }
    std::size_t count() const { return static_cast<std::size_t>((end - start) / step) + 1; }
    std::int64_t time(std::size_t index) const { return start + static_cast<std::int64_t>(index) * step; }
};

// What a step without a value holds: the staleness marker, which no result has as a value.
inline bool isAbsent(double value) {
    return isStaleMarker(value);
}

struct StepSeries {
    Labels labels;
    std::vector<double> values;  // one a step; isAbsent() where there is none
};

struct Annotation {
    enum class Level { Warning, Info };
    Level level = Level::Warning;
    std::string text;  // "PromQL warning: ..." as Prometheus words it
    TextRange at;
};

struct QueryError {
    // Of Prometheus's HTTP API: bad_data, execution, timeout, canceled, internal.
    enum class Kind { BadData, Execution, Timeout, Canceled, Internal };
    Kind kind = Kind::Execution;
    std::string message;
};

// An answer. Scalars and vectors are StepSeries with one column per step; a scalar has one without labels.
struct QueryResult {
    ValueType type = ValueType::Vector;
    std::vector<StepSeries> series;    // Scalar and Vector
    std::vector<SampleSeries> matrix;  // Matrix: raw samples, only of an instant
    std::string text;                  // String
    std::vector<Annotation> annotations;
};

struct EngineOptions {
    std::int64_t lookbackMilliseconds = 300'000;
    std::int64_t defaultSubqueryStepMilliseconds = 15'000;
    std::uint64_t maximumSamples = 50'000'000;  // held at one time
    // As Prometheus's feature flag promql-delayed-name-removal; off as it is there.
    bool delayedNameRemoval = false;
    // As Prometheus 2 had it: a range takes in the sample that is exactly as old as it is long. Its lookback
    // did so, too: then it is a millisecond longer.
    bool rangesIncludeStart = false;
};

struct QueryLimits {
    std::stop_token stop = {};
    std::function<bool()> timedOut = {};  // asked now and then; null: never
};

class QueryOutcome {
  public:
    QueryOutcome(QueryResult result) : outcome_(std::move(result)) {}  // NOLINT(google-explicit-constructor)
    QueryOutcome(QueryError error) : outcome_(std::move(error)) {}     // NOLINT(google-explicit-constructor)
    bool ok() const { return outcome_.index() == 0; }
    QueryResult& result() { return std::get<0>(outcome_); }
    const QueryResult& result() const { return std::get<0>(outcome_); }
    const QueryError& error() const { return std::get<1>(outcome_); }

  private:
    std::variant<QueryResult, QueryError> outcome_;
};

// Any thread; one evaluation runs on the thread that calls, or where the source has it evaluated.
class Engine {
  public:
    explicit Engine(EngineOptions options = {}) : options_(options) {}

    QueryOutcome instant(const Expression& expression, const SeriesSource& source, std::int64_t time,
                         const QueryLimits& limits = {}) const;
    // Only scalars and vectors. Series come in the order in which Prometheus gives them: by labels.
    QueryOutcome range(const Expression& expression, const SeriesSource& source, Steps steps,
                       const QueryLimits& limits = {}) const;

  private:
    EngineOptions options_;
};

}  // namespace baro::promql
