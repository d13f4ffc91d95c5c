#include "core/promql/LabelKey.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace baro::promql {
namespace {

// The length first, so that no two lists of texts look alike.
void append(std::string& key, std::string_view text) {
    const auto length = static_cast<std::uint32_t>(text.size());
    for (int shift = 0; shift < 32; shift += 8)
        key += static_cast<char>((length >> shift) & 0xff);
    key += text;
}

}  // namespace

LabelKey::LabelKey(const Evaluation& evaluation, Kind kind, std::vector<std::string> names)
    : evaluation_(&evaluation), kind_(kind), names_(std::move(names)) {
    std::ranges::sort(names_);
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

bool LabelKey::counts(const std::string& name, bool seesName) const {
    const bool isTheMetricName = name == metricNameLabel;
    if (isTheMetricName && !seesName) return false;
    switch (kind_) {
        case Kind::All:
            return true;
        case Kind::Only:
            return std::ranges::binary_search(names_, name);
        case Kind::Without:
            return !isTheMetricName && !std::ranges::binary_search(names_, name);
    }
    return false;
}

const std::string& LabelKey::of(const Row& row) {
    key_.clear();
    if (kind_ == Kind::Only && names_.empty()) return key_;
    const bool seesName = evaluation_->seesName(row);
    for (const auto& [name, value] : row.labels->pairs()) {
        if (!counts(name, seesName)) continue;
        append(key_, name);
        append(key_, value);
    }
    return key_;
}

Labels LabelKey::labelsOf(const Row& row) const {
    const bool seesName = evaluation_->seesName(row);
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& pair : row.labels->pairs()) {
        if (counts(pair.first, seesName)) pairs.push_back(pair);
    }
    return Labels(std::move(pairs));
}

}  // namespace baro::promql
