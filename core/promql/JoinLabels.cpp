#include "core/promql/JoinLabels.h"

#include <algorithm>
#include <utility>

#include "core/promql/Arithmetic.h"

namespace baro::promql {

JoinLabels::JoinLabels(const Evaluation& evaluation, const Binary& binary)
    : evaluation_(evaluation),
      matching_(*binary.matching),
      dropsName_(!isComparison(binary.op) ||
                 (binary.returnsBool && !evaluation.options().delayedNameRemoval)),
      dropsNameLater_(binary.returnsBool && evaluation.options().delayedNameRemoval),
      names_(matching_.labels) {
    std::ranges::sort(names_);
}

bool JoinLabels::keepsAll() const {
    if (!matching_.include.empty()) return false;
    return matching_.cardinality != VectorMatching::Cardinality::OneToOne ||
           (!matching_.on && names_.empty());
}

Row JoinLabels::resultOf(const Row& many, const Row& one) const {
    const bool delayed = evaluation_.options().delayedNameRemoval;
    if (keepsAll() && !delayed) return {many.labels, many.dropsName || dropsName_, {}};
    if (keepsAll() && !dropsName_) return {many.labels, dropsNameLater_, {}};
    return {std::make_shared<const Labels>(built(many, one)), dropsNameLater_, {}};
}

Labels JoinLabels::built(const Row& many, const Row& one) const {
    std::vector<std::pair<std::string, std::string>> pairs;
    const bool isOneToOne = matching_.cardinality == VectorMatching::Cardinality::OneToOne;
    const bool seesName = evaluation_.seesName(many) && !dropsName_;
    for (const auto& pair : many.labels->pairs()) {
        if (pair.first == metricNameLabel && !seesName) continue;
        if (isOneToOne && std::ranges::binary_search(names_, pair.first) != matching_.on) continue;
        pairs.push_back(pair);
    }
    // Of a repeated label the last one stays, and an empty one is none.
    for (const std::string& name : matching_.include) {
        const bool visible = name != metricNameLabel || evaluation_.seesName(one);
        pairs.emplace_back(name, visible ? std::string(one.labels->value(name)) : std::string());
    }
    return Labels(std::move(pairs));
}

}  // namespace baro::promql
