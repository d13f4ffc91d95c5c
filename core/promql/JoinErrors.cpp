#include "core/promql/JoinErrors.h"

#include "core/promql/BinaryOperators.h"
#include "core/promql/LabelText.h"

namespace baro::promql {

void OneSideDuplicates::noteOnes(const std::vector<Row>& rows, const std::vector<std::size_t>& places) {
    const std::size_t steps = rows[places.front()].values.size();
    for (std::size_t step = 0; step < steps; ++step) {
        const Row* first = nullptr;
        for (const std::size_t place : places) {
            const Row& row = rows[place];
            if (isAbsent(row.values[step])) continue;
            if (first && !bySteps_.contains(step)) bySteps_[step] = {messageOf(*first, row), false};
            first = &row;
        }
    }
}

void OneSideDuplicates::noteMany(const Row& row) {
    for (auto& [step, duplicate] : bySteps_)
        duplicate.otherSideIs = duplicate.otherSideIs || !isAbsent(row.values[step]);
}

void OneSideDuplicates::failWhereBothSidesAre() {
    for (const auto& [step, duplicate] : bySteps_) {
        if (!duplicate.otherSideIs) continue;
        evaluation_.fail(duplicate.message);
        return;
    }
}

std::string OneSideDuplicates::messageOf(const Row& first, const Row& second) const {
    const bool oneIsLeft = matching_.cardinality == VectorMatching::Cardinality::OneToMany;
    const LabelKey all = LabelKey::all(evaluation_);
    return "found duplicate series for the match group " +
           labelText(matchingKey(evaluation_, matching_).labelsOf(second)) + " on the " +
           (oneIsLeft ? "left" : "right") + " hand-side of the operation: [" +
           labelText(all.labelsOf(second)) + ", " + labelText(all.labelsOf(first)) +
           "];many-to-many matching not allowed: matching labels must be unique on one side";
}

}  // namespace baro::promql
