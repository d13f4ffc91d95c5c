// What all operators of one query share: where samples come from, the limits, the annotations, and the first
// failure, after which every operator says that it has no more rows.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/promql/Engine.h"
#include "core/promql/Operator.h"

namespace baro::promql {

class Evaluation {
  public:
    Evaluation(const SeriesSource& source, const EngineOptions& options, const QueryLimits& limits)
        : source_(source), options_(options), limits_(limits) {}
    Evaluation(const Evaluation&) = delete;
    Evaluation& operator=(const Evaluation&) = delete;

    const SeriesSource& source() const { return source_; }
    const EngineOptions& options() const { return options_; }

    // The first failure stays. Always false, for "return evaluation.fail(...)".
    bool fail(std::string message, QueryError::Kind kind = QueryError::Kind::Execution);
    bool failDuplicateLabels();
    bool failTooManySamples();
    bool failed() const { return error_.has_value(); }
    const std::optional<QueryError>& error() const { return error_; }

    // Asked with every piece of work, in samples or values; now and then it looks at the limits. False: stop.
    bool proceed(std::size_t work) {
        work_ += work;
        return work_ < workBetweenLooks ? !failed() : look();
    }
    // Samples that stay in memory, and those that no longer do.
    bool hold(std::size_t samples);
    void release(std::size_t samples) { held_ -= samples; }

    // The texts come without "PromQL warning: " and "PromQL info: ".
    void warn(TextRange at, const std::string& text);
    void inform(TextRange at, const std::string& text);
    std::vector<Annotation> annotations() const;

    // Whether the metric's name still counts as one of the row's labels.
    bool seesName(const Row& row) const { return !row.dropsName || options_.delayedNameRemoval; }

  private:
    static constexpr std::size_t workBetweenLooks = 4096;
    bool look();

    const SeriesSource& source_;
    const EngineOptions& options_;
    const QueryLimits& limits_;
    std::optional<QueryError> error_;
    std::map<std::string, Annotation> annotations_;  // by text: each is told once
    std::size_t work_ = 0;
    std::size_t held_ = 0;
};

}  // namespace baro::promql
