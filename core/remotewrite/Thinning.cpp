#include "core/remotewrite/Thinning.h"

#include <algorithm>
#include <optional>

namespace baro::remotewrite {

void appendThinned(std::span<const Sample> samples, Span span, const Windows& windows,
                   std::vector<Sample>& into) {
    const auto timeAt = [&](std::size_t index) {
        return index < samples.size() ? samples[index].timeMilliseconds : span.to;
    };
    std::optional<std::int64_t> known;  // when the newest value was, unless a marker follows it
    for (std::size_t i = 0; timeAt(i) < span.to; ++i) {
        const Sample& sample = samples[i];
        const bool isMarker = isStaleMarker(sample.value);
        const bool isNews = !isMarker || (known && sample.timeMilliseconds - *known <= markedMilliseconds);
        known = isMarker ? std::nullopt : std::optional(sample.timeMilliseconds);
        if (!isNews || sample.timeMilliseconds < span.from) continue;
        // A marker that follows a value does not take its place.
        const bool isEnded = !isMarker && i + 1 < samples.size() && isStaleMarker(samples[i + 1].value);
        const std::int64_t next = std::min(timeAt(isEnded ? i + 2 : i + 1), span.to);
        if (next >= std::min(windows.beginOf(sample.timeMilliseconds) + windows.interval, span.to))
            into.push_back(sample);
    }
}

}  // namespace baro::remotewrite
