#include "core/remotewrite/Thinning.h"

#include <optional>

namespace baro::remotewrite {

void appendThinned(std::span<const Sample> samples, Span span, const Windows& windows,
                   std::vector<Sample>& into) {
    std::optional<std::int64_t> known;  // when the newest value was, unless a marker follows it
    for (std::size_t i = 0; i < samples.size() && samples[i].timeMilliseconds < span.to; ++i) {
        const Sample& sample = samples[i];
        const bool isMarker = isStaleMarker(sample.value);
        const bool isNews = !isMarker || (known && sample.timeMilliseconds - *known <= markedMilliseconds);
        known = isMarker ? std::nullopt : std::optional(sample.timeMilliseconds);
        if (!isNews || sample.timeMilliseconds < span.from) continue;
        const std::int64_t end = windows.beginOf(sample.timeMilliseconds) + windows.interval;
        const bool isNewestOfWindow = i + 1 == samples.size() || samples[i + 1].timeMilliseconds >= end ||
                                      samples[i + 1].timeMilliseconds >= span.to;
        if (isNewestOfWindow) into.push_back(sample);
    }
}

}  // namespace baro::remotewrite
