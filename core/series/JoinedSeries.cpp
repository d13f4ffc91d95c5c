#include "core/series/JoinedSeries.h"

#include <algorithm>
#include <utility>

namespace baro {
namespace {

SeriesQuery within(const SeriesQuery& query, TimeRange range) {
    SeriesQuery part = query;
    part.range = range;
    return part;
}

// One of the two cursors and where it is.
struct Side {
    std::unique_ptr<SeriesCursor> cursor;
    bool left = false;

    Status advance() {
        const auto more = cursor->next();
        if (!more) return more.error();
        left = *more;
        return Done{};
    }
};

}  // namespace

class JoinedSeries::Cursor final : public SeriesCursor {
  public:
    Cursor(std::unique_ptr<SeriesCursor> older, std::unique_ptr<SeriesCursor> newer, const SeriesQuery& query)
        : older_{std::move(older)},
          newer_{std::move(newer)},
          newestOnly_(query.newestOnly),
          leadingMarkers_(query.leadingMarkers) {}

    Status begin() {
        if (Status older = older_.advance(); !older) return older;
        return newer_.advance();
    }

    Result<bool> next() override {
        while (true) {
            if (Status left = leaveCurrent(); !left) return left.error();
            if (!older_.left && !newer_.left) return false;
            const auto order = !older_.left   ? std::strong_ordering::greater
                               : !newer_.left ? std::strong_ordering::less
                                              : *older_.cursor->labels() <=> *newer_.cursor->labels();
            inOlder_ = order <= 0;
            inNewer_ = order >= 0;
            collect();
            if (!samples_.empty()) return true;
        }
    }
    const LabelsPtr& labels() const override { return (inNewer_ ? newer_ : older_).cursor->labels(); }
    std::span<const Sample> samples() const override { return samples_; }

  private:
    Status leaveCurrent() {
        if (std::exchange(inOlder_, false))
            if (Status advanced = older_.advance(); !advanced) return advanced;
        if (std::exchange(inNewer_, false))
            if (Status advanced = newer_.advance(); !advanced) return advanced;
        return Done{};
    }

    // The newer side tells even that nothing is known, which ends what the older one knew.
    void collect() {
        samples_.clear();
        if (inOlder_ && !(newestOnly_ && inNewer_)) append(older_);
        if (inNewer_) append(newer_);
        dropNeedlessMarkers(samples_, leadingMarkers_);
        if (newestOnly_ && !leadingMarkers_ && !samples_.empty() && isStaleMarker(samples_.back().value))
            samples_.clear();
    }
    void append(const Side& side) {
        const auto some = side.cursor->samples();
        samples_.insert(samples_.end(), some.begin(), some.end());
    }

    Side older_;
    Side newer_;
    const bool newestOnly_;
    const bool leadingMarkers_;
    bool inOlder_ = false;  // the current series
    bool inNewer_ = false;
    std::vector<Sample> samples_;
};

JoinedSeries::JoinedSeries(const SeriesSource& older, const SeriesSource& newer,
                           std::function<std::int64_t()> seam)
    : older_(older), newer_(newer), seam_(std::move(seam)) {}

Result<std::unique_ptr<SeriesCursor>> JoinedSeries::read(const SeriesQuery& query) const {
    const std::int64_t seam = seam_();
    if (query.range.from >= seam) return newer_.read(query);
    if (query.range.to < seam) return older_.read(query);
    auto older = older_.read(within(query, {query.range.from, seam - 1}));
    if (!older) return older.error();
    SeriesQuery later = within(query, {seam, query.range.to});
    later.leadingMarkers = true;
    auto newer = newer_.read(later);
    if (!newer) return newer.error();
    auto cursor = std::make_unique<Cursor>(std::move(older).value(), std::move(newer).value(), query);
    if (Status begun = cursor->begin(); !begun) return begun.error();
    return std::unique_ptr<SeriesCursor>(std::move(cursor));
}

Result<std::vector<LabelsPtr>> JoinedSeries::series(const SeriesQuery& query) const {
    const std::int64_t seam = seam_();
    if (query.range.from >= seam) return newer_.series(query);
    if (query.range.to < seam) return older_.series(query);
    const auto older = older_.series(within(query, {query.range.from, seam - 1}));
    if (!older) return older.error();
    const auto newer = newer_.series(within(query, {seam, query.range.to}));
    if (!newer) return newer.error();
    std::vector<LabelsPtr> all;
    std::set_union(older->begin(), older->end(), newer->begin(), newer->end(), std::back_inserter(all),
                   [](const LabelsPtr& a, const LabelsPtr& b) { return *a < *b; });
    return all;
}

}  // namespace baro
