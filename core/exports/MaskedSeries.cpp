#include "core/exports/MaskedSeries.h"

#include <string>
#include <utility>

#include "core/metrics/MetricCatalog.h"

namespace baro::exports {
namespace {

bool namesUser(std::string_view label) {
    return label == "user" || label == "username";
}

bool namesHost(std::string_view label) {
    return label == "nodename" || label == "domainname" || label == "hostname" || label == "host";
}

std::string maskedMetric(std::string_view name, TextMask& mask) {
    if (findMetric(name) != nullptr) return std::string(name);
    // Every machine has these words; a user may be called like one.
    for (const std::string_view own : {"node_", "barograph_"})
        if (name.starts_with(own)) return std::string(own) + mask.text(name.substr(own.size()));
    return mask.text(name);
}

}  // namespace

void learnFrom(const Labels& labels, TextMask& mask) {
    for (const auto& [name, value] : labels.pairs()) {
        if (namesUser(name)) mask.learnUser(value, false);
        if (namesHost(name)) mask.learnHost(value);
        mask.learnFrom(value);
    }
}

Labels masked(const Labels& labels, TextMask& mask) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& [name, value] : labels.pairs()) {
        if (name == metricNameLabel) {
            pairs.emplace_back(name, maskedMetric(value, mask));
        } else {
            pairs.emplace_back(mask.text(name), namesUser(name) ? mask.user(value) : mask.text(value));
        }
    }
    return Labels(std::move(pairs));
}

MaskedSeries::MaskedSeries(const std::vector<LabelsPtr>& series, TextMask& mask) : mask_(mask) {
    for (const LabelsPtr& labels : series)
        (void)numberOf(*labels);
}

history::SeriesNumber MaskedSeries::numberOf(const Labels& labels) {
    if (const auto known = numbers_.find(labels); known != numbers_.end()) return known->second;
    Labels name = mask_.choice().any() ? masked(labels, mask_) : labels;
    for (int copy = 2; names_.index().find(name) != nullptr; ++copy) {
        auto pairs = name.pairs();
        pairs.emplace_back("masked", std::to_string(copy));
        name = Labels(std::move(pairs));
    }
    return numbers_.emplace(labels, names_.numberOf(name)).first->second;
}

}  // namespace baro::exports
