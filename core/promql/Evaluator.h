// Who answers whole questions in PromQL in the engine's place: a server, which has the samples, and is sent
// the expression (SeriesSource::evaluator()).
#pragma once

#include <cstdint>

#include "core/promql/Ast.h"
#include "core/promql/Engine.h"

namespace baro::promql {

// Any thread; blocks, but ends soon after a stop is requested, and where nothing comes any more.
class Evaluator {
  public:
    virtual ~Evaluator() = default;
    virtual QueryOutcome instant(const Expression& expression, std::int64_t time,
                                 const QueryLimits& limits) const = 0;
    virtual QueryOutcome range(const Expression& expression, Steps steps,
                               const QueryLimits& limits) const = 0;
};

}  // namespace baro::promql
