// What rules need while they are evaluated: whom they ask, and where their results go.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/alerts/Alert.h"
#include "core/base/Result.h"
#include "core/promql/Engine.h"
#include "core/series/SeriesSource.h"
#include "core/templates/TemplateFunctions.h"

namespace baro::alerts {

// Where the samples go that rules make. What is written can be read from the source of the same evaluation at
// once.
class RuleSink {
  public:
    virtual ~RuleSink() = default;
    // The value may be the staleness marker. Fails when the series has another sample of this time, or one
    // that is later.
    virtual Status append(const Labels& labels, Sample sample) = 0;
};

struct RuleSample {
    Labels labels;
    Sample sample;
};

// All of it must outlive the evaluation.
struct RuleEvaluation {
    const promql::Engine& engine;
    const SeriesSource& source;
    RuleSink& sink;
    TemplateTexts externalLabels;
    std::string externalUrl;
    std::function<promql::QueryLimits()> limits;  // of one rule, when it begins; null: none
};

struct RuleElement {
    Labels labels;
    double value = 0;
};

// The answer of a vector or a scalar, which is one element without labels. Milliseconds since 1970 UTC.
Result<std::vector<RuleElement>> elementsOf(const promql::Expression& expression,
                                            const RuleEvaluation& evaluation, std::int64_t time,
                                            const promql::QueryLimits& limits);

// Without the empty ones, which take a label away.
Labels withTexts(const Labels& labels, const TextPairs& texts);

}  // namespace baro::alerts
