// topk, bottomk and limitk: at each step the k greatest, least or first elements of every group. Of equal
// values those stay that came first, as far as the heap of promql/engine.go (aggregationK) keeps them.
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "core/promql/ChosenRows.h"
#include "core/promql/GroupedRows.h"
#include "core/promql/NumberText.h"
#include "core/promql/WorstFirstHeap.h"

namespace baro::promql {
namespace {

class TopK final : public Operator {
  public:
    TopK(Evaluation& evaluation, const Aggregation& aggregation, OperatorPtr rows, ScalarValues k,
         const Steps& steps)
        : evaluation_(evaluation),
          op_(aggregation.op),
          source_(std::move(rows)),
          k_(std::move(k)),
          rows_(evaluation, aggregation),
          chosen_(rows_.rows()),
          steps_(steps.count()) {}

    bool next(Row& row) override {
        if (source_) {
            const OperatorPtr source = std::move(source_);
            // Not even a parameter that is none is an error then.
            if (rangeOf(k_.all()).greatest < 1) return false;
            if (!rows_.collect(*source) || !choose()) return false;
        }
        return !evaluation_.failed() && chosen_.take(row);
    }

  private:
    bool choose() {
        for (std::size_t step = 0; step < steps_; ++step) {
            const auto k = countAt(step);
            if (!k) return false;
            for (const auto& group : rows_.groups()) {
                if (*k > 0) chooseFrom(group, step, *k);
            }
            if (!evaluation_.proceed(rows_.rows().size())) return false;
        }
        return true;
    }

    // Nothing: the query has failed.
    std::optional<std::size_t> countAt(std::size_t step) {
        constexpr double limit = 9223372036854775807.0;
        const double k = k_.at(step);
        const auto isHere = [step](const Row& row) { return !isAbsent(row.values[step]); };
        if (std::ranges::none_of(rows_.rows(), isHere)) return 0;
        if (k <= limit && k >= -limit)
            return static_cast<std::size_t>(std::clamp(k, 0.0, static_cast<double>(rows_.rows().size())));
        evaluation_.fail("Scalar value " + shortText(k) + " overflows int64");
        return std::nullopt;
    }

    void chooseFrom(const std::vector<std::size_t>& group, std::size_t step, std::size_t k) {
        WorstFirstHeap best(op_ == AggregationOperator::BottomK);
        for (const std::size_t place : group) {
            const double value = rows_.rows()[place].values[step];
            if (isAbsent(value)) continue;
            if (best.size() < k)
                best.push({value, place});
            else if (op_ == AggregationOperator::LimitK)
                break;
            else
                best.replaceWorstIfBetter({value, place});
        }
        if (op_ != AggregationOperator::LimitK) best.sortBestFirst();
        for (const auto& element : best.elements())
            chosen_.choose(element.place, step);
    }

    Evaluation& evaluation_;
    AggregationOperator op_;
    OperatorPtr source_;
    ScalarValues k_;
    GroupedRows rows_;
    ChosenRows chosen_;
    std::size_t steps_;
};

}  // namespace

OperatorPtr planTopK(Planner& planner, const Aggregation& aggregation, const Steps& steps) {
    return std::make_unique<TopK>(planner.evaluation(), aggregation,
                                  planner.plan(*aggregation.operand, steps),
                                  planner.scalar(*aggregation.parameter, steps), steps);
}

}  // namespace baro::promql
