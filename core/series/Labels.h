// A series' identity: its metric name and labels, sorted by label name, as Prometheus defines them
// (https://prometheus.io/docs/concepts/data_model/).
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baro {

inline constexpr std::string_view metricNameLabel = "__name__";

class Labels {
  public:
    Labels() = default;
    // Sorts; an empty value is the same as no label and is dropped; of a repeated name the last one stays.
    explicit Labels(std::vector<std::pair<std::string, std::string>> pairs);

    // Empty when there is no such label.
    std::string_view value(std::string_view name) const;
    std::string_view metric() const { return value(metricNameLabel); }
    const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

    auto operator<=>(const Labels&) const = default;

  private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

// node_disk_read_bytes_total{device="sda"}, values quoted and escaped as in PromQL.
std::string toString(const Labels& labels);

}  // namespace baro
