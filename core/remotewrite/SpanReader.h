// What a destination is sent of a span of time, as ready requests. Pure, but for the source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/remotewrite/Lanes.h"
#include "core/remotewrite/RelabelRules.h"
#include "core/series/Labels.h"
#include "core/series/SeriesSource.h"

namespace baro::remotewrite {

// As many as Prometheus sends at once (max_samples_per_send): what receivers are used to. At 15 s these are
// 16 KB on the wire.
inline constexpr std::size_t samplesPerRequest = 2000;
// Of a span. Its requests are kept compressed, at some 8 bytes a sample; a span of one window has as many
// samples as there are series.
inline constexpr std::size_t mostSpanSamples = 100'000;

// Ready to be sent.
struct PreparedRequest {
    std::string body;  // of WriteRequest
    std::size_t samples = 0;
    std::int64_t newest = 0;         // of its samples
    std::vector<std::string> names;  // of its metrics; one may stand there twice
};

struct SentSeries {
    Labels externalLabels;  // that a series gets unless it has one of the name
    RelabelRules rules;     // of what it is then
};

// No series stands in two of the requests, so that their order does not matter. Nothing when the span has
// more than mostSpanSamples and more than one window: read a part of it.
Result<std::optional<std::vector<PreparedRequest>>> readSpan(const SeriesSource& source, Span span,
                                                             const Windows& windows,
                                                             const SentSeries& series);

}  // namespace baro::remotewrite
