// and, or, unless (promql/engine.go: VectorAnd, VectorOr, VectorUnless): at each step an element is there or
// not according to whether the other side has any element of equal matching labels.
#include <utility>

#include "core/promql/Arithmetic.h"
#include "core/promql/BinaryOperators.h"
#include "core/promql/RowStore.h"

namespace baro::promql {
namespace {

// At which steps there is an element, by matching labels.
class Presence {
  public:
    explicit Presence(LabelKey key) : key_(std::move(key)) {}

    void add(const Row& row) {
        std::vector<bool>& steps = at_[key_.of(row)];
        steps.resize(row.values.size());
        for (std::size_t step = 0; step < steps.size(); ++step)
            steps[step] = steps[step] || !isAbsent(row.values[step]);
    }
    // Leaves what is at steps with (or without) an element here. False: nothing.
    bool keep(Row& row, bool with) {
        const auto found = at_.find(key_.of(row));
        if (found == at_.end()) return !with;
        bool any = false;
        for (std::size_t step = 0; step < row.values.size(); ++step) {
            if (found->second[step] != with) row.values[step] = staleMarker();
            any = any || !isAbsent(row.values[step]);
        }
        return any;
    }

  private:
    LabelKey key_;
    KeyMap<std::vector<bool>> at_;
};

class AndUnless final : public Operator {
  public:
    AndUnless(Evaluation& evaluation, const Binary& binary, OperatorPtr left, OperatorPtr right)
        : isAnd_(binary.op == BinaryOperator::And),
          left_(std::move(left)),
          right_(std::move(right)),
          onRight_(matchingKey(evaluation, *binary.matching)) {}

    bool next(Row& row) override {
        if (right_) {
            for (Row other; right_->next(other);)
                onRight_.add(other);
            right_.reset();
        }
        while (left_->next(row)) {
            if (onRight_.keep(row, isAnd_)) return true;
        }
        return false;
    }

  private:
    bool isAnd_;
    OperatorPtr left_;
    OperatorPtr right_;
    Presence onRight_;
};

class Or final : public Operator {
  public:
    Or(Evaluation& evaluation, const Binary& binary, OperatorPtr left, OperatorPtr right)
        : evaluation_(evaluation),
          left_(std::move(left)),
          right_(std::move(right)),
          onLeft_(matchingKey(evaluation, *binary.matching)),
          rows_(evaluation) {}

    bool next(Row& row) override {
        if (left_) collect();
        return !evaluation_.failed() && rows_.take(row);
    }

  private:
    void collect() {
        for (Row row; left_->next(row); row = {}) {
            onLeft_.add(row);
            if (!add(std::move(row))) break;
        }
        for (Row row; right_->next(row); row = {}) {
            if (onLeft_.keep(row, false) && !add(std::move(row))) break;
        }
        left_.reset();
        right_.reset();
    }
    bool add(Row&& row) {
        if (rows_.add(std::move(row))) return evaluation_.failDuplicateLabels();
        return !evaluation_.failed();
    }

    Evaluation& evaluation_;
    OperatorPtr left_;
    OperatorPtr right_;
    Presence onLeft_;
    MergedRows rows_;
};

}  // namespace

OperatorPtr planSetOperator(Planner& planner, const Binary& binary, const Steps& steps) {
    OperatorPtr left = planner.plan(*binary.left, steps);
    OperatorPtr right = planner.plan(*binary.right, steps);
    if (binary.op == BinaryOperator::Or)
        return std::make_unique<Or>(planner.evaluation(), binary, std::move(left), std::move(right));
    return std::make_unique<AndUnless>(planner.evaluation(), binary, std::move(left), std::move(right));
}

}  // namespace baro::promql
