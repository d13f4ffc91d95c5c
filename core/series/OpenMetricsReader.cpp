#include "core/series/OpenMetricsReader.h"

#include <utility>

namespace baro {
namespace {

constexpr std::size_t longestLine = 1 << 20;

}  // namespace

Error OpenMetricsReader::atLine(const std::string& what) const {
    return malformed("line " + std::to_string(lines_) + ": " + what);
}

Status OpenMetricsReader::take(std::string_view bytes) {
    for (;;) {
        const std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos) break;
        ++lines_;
        begun_.append(begun_.empty() ? std::string_view() : bytes.substr(0, end));
        const Status taken = takeLine(begun_.empty() ? bytes.substr(0, end) : std::string_view(begun_));
        if (!taken) return taken;
        begun_.clear();
        bytes.remove_prefix(end + 1);
    }
    if (begun_.size() + bytes.size() > longestLine) return atLine("a line is longer than 1 MB");
    begun_.append(bytes);
    return Done{};
}

Status OpenMetricsReader::takeLine(std::string_view line) {
    if (ended_) return atLine("text after # EOF");
    if (line == "# EOF") return ended_ = true, Done{};
    if (!line.starts_with('#')) return takeSample(line);
    if (auto description = parseOpenMetricsDescription(line))
        descriptions_.push_back(*std::move(description));
    return Done{};
}

Status OpenMetricsReader::takeSample(std::string_view line) {
    const auto sample = parseOpenMetricsSample(line);
    if (!sample) return atLine(sample.error().message);
    if (!sample->timeMilliseconds) return atLine("a sample without a time");
    const auto id = idOf(sample->series);
    if (!id) return atLine(id.error().message);
    if (!into_.add(*id, {*sample->timeMilliseconds, sample->value}))
        return atLine("a sample is not after the one before it of the same series");
    return Done{};
}

Result<RecordedSeries::SeriesId> OpenMetricsReader::idOf(std::string_view series) {
    if (const auto known = ids_.find(series); known != ids_.end()) return known->second;
    const auto labels = parseOpenMetricsSeries(series);
    if (!labels) return labels.error();
    return ids_.emplace(series, into_.idOf(*labels)).first->second;
}

Status OpenMetricsReader::finish() {
    if (!begun_.empty()) {
        ++lines_;
        if (const Status taken = takeLine(std::exchange(begun_, {})); !taken) return taken;
    }
    if (!ended_) return malformed("the text does not end with # EOF: a part of it is missing");
    into_.finish();
    return Done{};
}

}  // namespace baro
