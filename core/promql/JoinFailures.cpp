#include "core/promql/JoinFailures.h"

#include "core/promql/BinaryOperators.h"
#include "core/promql/LabelText.h"

namespace baro::promql {

void JoinFailures::noteOnes(const std::vector<Row>& rows, const std::vector<std::size_t>& places) {
    const std::size_t steps = rows[places.front()].values.size();
    for (std::size_t step = 0; step < steps; ++step) {
        const Row* first = nullptr;
        for (const std::size_t place : places) {
            const Row& row = rows[place];
            if (isAbsent(row.values[step])) continue;
            if (first && !duplicates_.contains(step)) duplicates_[step] = {messageOf(*first, row), false};
            first = &row;
        }
    }
}

void JoinFailures::noteMany(const Row& row) {
    for (auto& [step, duplicate] : duplicates_)
        duplicate.otherSideIs = duplicate.otherSideIs || !isAbsent(row.values[step]);
}

// At one step the duplicates come first.
void JoinFailures::failAtTheFirst() {
    for (const auto& [step, duplicate] : duplicates_) {
        if (duplicate.otherSideIs) others_[step] = duplicate.message;
    }
    if (!others_.empty()) evaluation_.fail(others_.begin()->second);
}

std::string JoinFailures::messageOf(const Row& first, const Row& second) const {
    const bool oneIsLeft = matching_.cardinality == VectorMatching::Cardinality::OneToMany;
    const LabelKey all = LabelKey::all(evaluation_);
    return "found duplicate series for the match group " +
           labelText(matchingKey(evaluation_, matching_).labelsOf(second)) + " on the " +
           (oneIsLeft ? "left" : "right") + " hand-side of the operation: [" +
           labelText(all.labelsOf(second)) + ", " + labelText(all.labelsOf(first)) +
           "];many-to-many matching not allowed: matching labels must be unique on one side";
}

}  // namespace baro::promql
