#include "core/remotewrite/SpanReader.h"

#include <algorithm>
#include <utility>

#include "core/remotewrite/Thinning.h"
#include "core/remotewrite/WriteRequest.h"

namespace baro::remotewrite {
namespace {

Labels withExternal(const Labels& labels, const Labels& external) {
    auto pairs = external.pairs();
    // Of a repeated name the last one stays.
    pairs.insert(pairs.end(), labels.pairs().begin(), labels.pairs().end());
    return Labels(std::move(pairs));
}

class Requests {
  public:
    void add(const Labels& labels, std::span<const Sample> samples) {
        request_.add(labels, samples);
        newest_ = std::max(newest_, samples.back().timeMilliseconds);
        const std::string_view name = labels.value(metricNameLabel);
        if (names_.empty() || names_.back() != name) names_.emplace_back(name);
        if (request_.samples() >= samplesPerRequest) finish();
    }
    std::vector<PreparedRequest> take() {
        if (request_.samples() > 0) finish();
        return std::move(all_);
    }

  private:
    void finish() {
        const std::size_t samples = request_.samples();
        all_.push_back({request_.takeBody(), samples, std::exchange(newest_, 0), std::exchange(names_, {})});
    }

    WriteRequest request_;
    std::int64_t newest_ = 0;
    std::vector<std::string> names_;
    std::vector<PreparedRequest> all_;
};

}  // namespace

Result<std::optional<std::vector<PreparedRequest>>> readSpan(const SeriesSource& source, Span span,
                                                             const Windows& windows,
                                                             const SentSeries& series) {
    SeriesQuery query;
    query.range = {span.from - markedMilliseconds, span.to - 1};
    const auto cursor = source.read(query);
    if (!cursor) return cursor.error();
    const bool mayBeLess = windows.count(span) > 1;
    Requests requests;
    std::vector<Sample> thinned;
    std::size_t samples = 0;
    while (true) {
        const auto more = (*cursor)->next();
        if (!more) return more.error();
        if (!*more) return std::optional(requests.take());
        thinned.clear();
        appendThinned((*cursor)->samples(), span, windows, thinned);
        if (thinned.empty()) continue;
        const auto labels = series.rules.applied(withExternal(*(*cursor)->labels(), series.externalLabels));
        if (!labels) continue;
        samples += thinned.size();
        if (mayBeLess && samples > mostSpanSamples) return std::optional<std::vector<PreparedRequest>>();
        requests.add(*labels, thinned);
    }
}

}  // namespace baro::remotewrite
