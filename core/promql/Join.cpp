// Arithmetic and comparisons between vectors (promql/engine.go: VectorBinop). Of one side, "one", at most one
// element may have the matching labels at a step; those of the other side, "many", each find theirs there.
// Rows are matched once, their values step by step.
#include <optional>
#include <utility>

#include "core/promql/Arithmetic.h"
#include "core/promql/BinaryOperators.h"
#include "core/promql/JoinFailures.h"
#include "core/promql/JoinLabels.h"
#include "core/promql/RowStore.h"

namespace baro::promql {
namespace {

struct MatchGroup {
    std::size_t number = 0;
    std::vector<std::size_t> ones;  // places of the rows of the one side
    std::vector<bool> taken;        // of one-to-one: at which steps an element of the many side was matched
};

class Join final : public Operator {
  public:
    Join(Evaluation& evaluation, const Binary& binary, OperatorPtr one, OperatorPtr many)
        : evaluation_(evaluation),
          binary_(binary),
          matching_(*binary.matching),
          one_(std::move(one)),
          many_(std::move(many)),
          key_(matchingKey(evaluation, matching_)),
          labels_(evaluation, binary),
          ones_(evaluation),
          failures_(evaluation, matching_),
          results_(evaluation) {}

    bool next(Row& row) override {
        if (one_) matchAll();
        return !evaluation_.failed() && results_.take(row);
    }

  private:
    void matchAll() {
        const OperatorPtr one = std::move(one_);
        const OperatorPtr many = std::move(many_);
        if (!ones_.collect(*one)) return;
        groupOnes();
        for (Row row; many->next(row);) {
            failures_.noteMany(row);
            const auto group = groups_.find(key_.of(row));
            if (group != groups_.end() && !match(row, group->second)) break;
        }
        failures_.failAtTheFirst();
    }

    void groupOnes() {
        for (std::size_t place = 0; place < ones_.rows().size(); ++place) {
            MatchGroup& group = groups_[key_.of(ones_.rows()[place])];
            if (group.ones.empty()) group.number = groups_.size();
            group.ones.push_back(place);
        }
        for (const auto& [key, group] : groups_) {
            if (group.ones.size() > 1) failures_.noteOnes(ones_.rows(), group.ones);
        }
    }

    // False: the query has failed.
    bool match(const Row& many, MatchGroup& group) {
        for (const std::size_t place : group.ones) {
            const Row& one = ones_.rows()[place];
            if (!evaluation_.proceed(many.values.size())) return false;
            std::optional<std::vector<double>> values = combine(many.values, one.values);
            if (!values) continue;
            if (matching_.cardinality == VectorMatching::Cardinality::OneToOne) take(group, *values);
            Row result = labels_.resultOf(many, one);
            result.values = std::move(*values);
            add(std::move(result), group.number);
        }
        return !evaluation_.failed();
    }

    // Nothing when they have no step in common that leaves a value.
    std::optional<std::vector<double>> combine(const std::vector<double>& many,
                                               const std::vector<double>& one) const {
        const bool manyIsLeft = matching_.cardinality != VectorMatching::Cardinality::OneToMany;
        const std::vector<double>& left = manyIsLeft ? many : one;
        const std::vector<double>& right = manyIsLeft ? one : many;
        std::vector<double> values(left.size(), staleMarker());
        bool any = false;
        for (std::size_t step = 0; step < values.size(); ++step) {
            if (isAbsent(left[step]) || isAbsent(right[step])) continue;
            values[step] = combined(binary_, left[step], right[step], left[step]);
            any = any || !isAbsent(values[step]);
        }
        return any ? std::optional(std::move(values)) : std::nullopt;
    }

    void take(MatchGroup& group, const std::vector<double>& values) {
        group.taken.resize(values.size());
        for (std::size_t step = 0; step < values.size(); ++step) {
            if (isAbsent(values[step])) continue;
            if (group.taken[step]) {
                failures_.note(step,
                               "multiple matches for labels: many-to-one matching must be explicit "
                               "(group_left/group_right)");
                return;
            }
            group.taken[step] = true;
        }
    }

    void add(Row&& row, std::size_t group) {
        const auto clash = results_.add(std::move(row), group);
        if (!clash) return;
        failures_.note(clash->step,
                       clash->ofOneOrigin
                           ? "multiple matches for labels: grouping labels must ensure unique matches"
                           : "vector cannot contain metrics with the same labelset");
    }

    Evaluation& evaluation_;
    const Binary& binary_;
    const VectorMatching& matching_;
    OperatorPtr one_;
    OperatorPtr many_;
    LabelKey key_;
    JoinLabels labels_;
    RowStore ones_;
    KeyMap<MatchGroup> groups_;
    JoinFailures failures_;
    MergedRows results_;
};

}  // namespace

OperatorPtr planJoin(Planner& planner, const Binary& binary, const Steps& steps) {
    OperatorPtr left = planner.plan(*binary.left, steps);
    OperatorPtr right = planner.plan(*binary.right, steps);
    if (binary.matching->cardinality == VectorMatching::Cardinality::OneToMany) std::swap(left, right);
    return std::make_unique<Join>(planner.evaluation(), binary, std::move(right), std::move(left));
}

}  // namespace baro::promql
