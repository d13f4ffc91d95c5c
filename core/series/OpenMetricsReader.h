// Reads OpenMetrics text with times, as `promtool tsdb create-blocks-from openmetrics` takes it, into series.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/Result.h"
#include "core/series/OpenMetricsLine.h"
#include "core/series/RecordedSeries.h"

namespace baro {

class OpenMetricsReader {
  public:
    // `into` must outlive it.
    explicit OpenMetricsReader(RecordedSeries& into) : into_(into) {}

    // The next bytes, cut anywhere. An error names the line; nothing must be taken after it.
    Status take(std::string_view bytes);
    // Fails when the text was not ended by "# EOF": a part of it is missing. Finishes the series.
    Status finish();

    const std::vector<OpenMetricsDescription>& descriptions() const { return descriptions_; }

  private:
    Status takeLine(std::string_view line);
    Status takeSample(std::string_view line);
    Result<RecordedSeries::SeriesId> idOf(std::string_view series);
    Error atLine(const std::string& what) const;

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    RecordedSeries& into_;
    std::unordered_map<std::string, RecordedSeries::SeriesId, Hash, std::equal_to<>> ids_;  // by their text
    std::vector<OpenMetricsDescription> descriptions_;
    std::string begun_;  // a line whose end has not come
    std::size_t lines_ = 0;
    bool ended_ = false;
};

}  // namespace baro
