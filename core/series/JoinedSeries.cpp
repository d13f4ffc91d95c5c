#include "core/series/JoinedSeries.h"

#include <algorithm>
#include <compare>
#include <utility>
#include <vector>

namespace baro {
namespace {

SeriesQuery within(const SeriesQuery& query, TimeRange range) {
    SeriesQuery part = query;
    part.range = range;
    return part;
}

// One of the two cursors, of samples or of summaries, and where it is.
template <class Cursor>
struct Side {
    std::unique_ptr<Cursor> cursor;
    bool left = false;

    Status advance() {
        const auto more = cursor->next();
        if (!more) return more.error();
        left = *more;
        return Done{};
    }
};

// Which of the two has the next series: less, the older; equal, both. One of them has one at least.
template <class Cursor>
std::strong_ordering orderOf(const Side<Cursor>& older, const Side<Cursor>& newer) {
    if (!older.left) return std::strong_ordering::greater;
    if (!newer.left) return std::strong_ordering::less;
    return *older.cursor->labels() <=> *newer.cursor->labels();
}

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
            const auto order = orderOf(older_, newer_);
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
    void append(const Side<SeriesCursor>& side) {
        const auto some = side.cursor->samples();
        samples_.insert(samples_.end(), some.begin(), some.end());
    }

    Side<SeriesCursor> older_;
    Side<SeriesCursor> newer_;
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

// The windows of one source after those of the other.
class JoinedSeries::Summaries final : public SummaryCursor {
  public:
    Summaries(std::unique_ptr<SummaryCursor> older, std::size_t olderWindows,
              std::unique_ptr<SummaryCursor> newer, std::size_t newerWindows)
        : older_{std::move(older)},
          newer_{std::move(newer)},
          olderWindows_(olderWindows),
          newerWindows_(newerWindows) {}

    Status begin() {
        if (Status older = older_.advance(); !older) return older;
        return newer_.advance();
    }

    Result<bool> next() override {
        if (!older_.left && !newer_.left) return false;
        const auto order = orderOf(older_, newer_);
        labels_ = (order <= 0 ? older_ : newer_).cursor->labels();
        summaries_.clear();
        if (Status taken = take(older_, olderWindows_, order <= 0); !taken) return taken.error();
        if (Status taken = take(newer_, newerWindows_, order >= 0); !taken) return taken.error();
        return true;
    }
    const LabelsPtr& labels() const override { return labels_; }
    std::span<const Summary> summaries() const override { return summaries_; }

  private:
    // Its windows; empty ones when it has nothing of the series.
    Status take(Side<SummaryCursor>& side, std::size_t windows, bool has) {
        if (!has) {
            summaries_.insert(summaries_.end(), windows, Summary());
            return Done{};
        }
        const auto some = side.cursor->summaries();
        summaries_.insert(summaries_.end(), some.begin(), some.end());
        return side.advance();
    }

    Side<SummaryCursor> older_;
    Side<SummaryCursor> newer_;
    const std::size_t olderWindows_;
    const std::size_t newerWindows_;
    LabelsPtr labels_;
    std::vector<Summary> summaries_;
};

Result<std::unique_ptr<SummaryCursor>> JoinedSeries::summarise(const SummaryQuery& query) const {
    constexpr auto samplesAreAsQuick = [] { return std::unique_ptr<SummaryCursor>(); };
    const SummaryWindows& windows = query.windows;
    const std::int64_t seam = seam_();
    if (windows.count == 0 || windows.firstEnd >= seam) return samplesAreAsQuick();
    SummaryQuery earlier = query;
    const auto before = (seam - 1 - windows.firstEnd) / windows.step + 1;  // windows that end before the seam
    earlier.windows.count =
        static_cast<std::size_t>(std::min<std::int64_t>(before, static_cast<std::int64_t>(windows.count)));
    auto older = older_.summarise(earlier);
    if (!older || !*older || earlier.windows.count == windows.count) return older;
    SummaryQuery later = query;
    later.windows.firstEnd = windows.end(earlier.windows.count);
    later.windows.count = windows.count - earlier.windows.count;
    auto newer = summariseSamples(*this, later);
    if (!newer) return newer;
    auto joined = std::make_unique<Summaries>(std::move(older).value(), earlier.windows.count,
                                              std::move(newer).value(), later.windows.count);
    if (Status begun = joined->begin(); !begun) return begun.error();
    return std::unique_ptr<SummaryCursor>(std::move(joined));
}

}  // namespace baro
