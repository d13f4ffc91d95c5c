#include "core/series/Labels.h"

#include <algorithm>

#include "core/series/PromQlText.h"

namespace baro {

Labels::Labels(std::vector<std::pair<std::string, std::string>> pairs) {
    std::ranges::stable_sort(pairs, {}, &std::pair<std::string, std::string>::first);
    pairs_.reserve(pairs.size());
    for (auto& pair : pairs) {
        if (!pairs_.empty() && pairs_.back().first == pair.first) {
            pairs_.back() = std::move(pair);
        } else {
            pairs_.push_back(std::move(pair));
        }
    }
    std::erase_if(pairs_, [](const auto& pair) { return pair.second.empty(); });
}

std::string_view Labels::value(std::string_view name) const {
    const auto found = std::ranges::lower_bound(
        pairs_, name, {}, [](const auto& pair) -> std::string_view { return pair.first; });
    return found != pairs_.end() && found->first == name ? std::string_view(found->second)
                                                         : std::string_view();
}

std::string toString(const Labels& labels) {
    std::string text(labels.metric());
    std::string_view separator = "{";
    for (const auto& [name, value] : labels.pairs()) {
        if (name == metricNameLabel) continue;
        text.append(separator).append(name).append("=").append(quotedForPromQl(value));
        separator = ", ";
    }
    if (separator != "{") return text += '}';
    return text.empty() ? "{}" : text;
}

}  // namespace baro
