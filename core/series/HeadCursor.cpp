// Reading a Head: pointers to sealed blocks and copies from the open one are taken under the lock; decoding
// happens without it, one series at a time.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/series/HeadBlocks.h"
#include "core/series/NotReadMarker.h"

namespace baro {
namespace {

bool overlaps(const std::vector<std::int64_t>& times, TimeRange range) {
    return !times.empty() && times.front() <= range.to && times.back() >= range.from;
}

struct Ticks {
    std::size_t from = 0;
    std::size_t to = 0;  // not included
    std::size_t count() const { return to - from; }
};

Ticks ticksWithin(std::span<const std::int64_t> times, TimeRange range) {
    const auto from = std::ranges::lower_bound(times, range.from);
    const auto to = std::ranges::upper_bound(from, times.end(), range.to);
    return {static_cast<std::size_t>(from - times.begin()), static_cast<std::size_t>(to - times.begin())};
}

// The newest value that was read; it may be a staleness marker.
std::optional<Sample> newestOf(std::span<const std::int64_t> times, std::span<const double> values) {
    for (std::size_t tick = times.size(); tick-- > 0;)
        if (!isNotReadMarker(values[tick])) return Sample{times[tick], values[tick]};
    return std::nullopt;
}

}  // namespace

// What was known within the range. Of markers in a row only the first stands, and none before the first
// sample.
class CollectedSamples {
  public:
    void clear(bool keepsLeadingMarker) {
        samples_.clear();
        missing_ = !keepsLeadingMarker;
    }
    void add(std::span<const std::int64_t> times, std::span<const double> values) {
        for (std::size_t tick = 0; tick < times.size(); ++tick) {
            if (isNotReadMarker(values[tick])) continue;
            const bool missing = isStaleMarker(values[tick]);
            if (missing && missing_) continue;
            samples_.push_back({times[tick], values[tick]});
            missing_ = missing;
        }
    }
    void setOnly(Sample sample) { samples_.assign(1, sample); }
    const std::vector<Sample>& samples() const { return samples_; }

  private:
    bool missing_ = true;
    std::vector<Sample> samples_;
};

struct Head::Chosen {
    LabelsPtr labels;
    SeriesId id = 0;
    bool isInOpen = false;         // else it came later than the open block's columns
    std::optional<Sample> newest;  // of the open block, when only that is wanted
};

// What one query needs of the Head.
struct Head::Part {
    std::vector<Chosen> chosen;
    std::vector<SealedPtr> blocks;
    std::vector<std::int64_t> openTimes;
    std::vector<double> openValues;  // as many as openTimes of each chosen series, one after the other
    TimeRange range;
    bool newestOnly = false;
    bool leadingMarkers = false;

    void copyFrom(const Open& open) {
        const Ticks ticks = ticksWithin(open.times, range);
        const auto times = std::span(open.times).subspan(ticks.from, ticks.count());
        if (!newestOnly) openTimes.assign(times.begin(), times.end());
        if (!newestOnly) openValues.reserve(chosen.size() * ticks.count());
        for (Chosen& series : chosen) {
            const auto known = open.known(series.id);
            series.isInOpen = !known.empty();
            if (!series.isInOpen) continue;
            const auto values = known.subspan(ticks.from, ticks.count());
            if (newestOnly) {
                series.newest = newestOf(times, values);
            } else {
                openValues.insert(openValues.end(), values.begin(), values.end());
            }
        }
    }
};

class Head::Cursor final : public SeriesCursor {
  public:
    explicit Cursor(Part part) : part_(std::move(part)), values_(blockTicks) {}

    Result<bool> next() override {
        while (next_ < part_.chosen.size()) {
            const Chosen& series = part_.chosen[next_++];
            collected_.clear(part_.leadingMarkers);
            const Status collected = part_.newestOnly ? collectNewest(series) : collectAll(series);
            if (!collected) return collected.error();
            if (!collected_.samples().empty()) return true;
        }
        return false;
    }
    const LabelsPtr& labels() const override { return part_.chosen[next_ - 1].labels; }
    std::span<const Sample> samples() const override { return collected_.samples(); }

  private:
    static Error damaged() { return failed("a block of samples in memory is damaged"); }

    Status collectAll(const Chosen& series) {
        for (const SealedPtr& block : part_.blocks) {
            if (!block->decode(series.id, values_)) return damaged();
            const Ticks ticks = ticksWithin(block->times, part_.range);
            collected_.add(std::span(block->times).subspan(ticks.from, ticks.count()),
                           std::span(values_).subspan(ticks.from, ticks.count()));
        }
        if (series.isInOpen) {
            const std::size_t count = part_.openTimes.size();
            collected_.add(part_.openTimes, std::span(part_.openValues).subspan(openStart_, count));
            openStart_ += count;
        }
        return Done{};
    }

    // A newest sample that is a marker says that nothing is known: there is none to tell.
    Status collectNewest(const Chosen& series) {
        std::optional<Sample> newest = series.newest;
        for (std::size_t block = part_.blocks.size(); !newest && block-- > 0;) {
            const Sealed& sealed = *part_.blocks[block];
            if (!sealed.decode(series.id, values_)) return damaged();
            const Ticks ticks = ticksWithin(sealed.times, part_.range);
            newest = newestOf(std::span(sealed.times).subspan(ticks.from, ticks.count()),
                              std::span(values_).subspan(ticks.from, ticks.count()));
        }
        if (newest && (part_.leadingMarkers || !isStaleMarker(newest->value))) collected_.setOnly(*newest);
        return Done{};
    }

    const Part part_;
    CollectedSamples collected_;
    std::vector<double> values_;
    std::size_t next_ = 0;
    std::size_t openStart_ = 0;  // of the next series in openValues
};

Result<std::unique_ptr<SeriesCursor>> Head::read(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    Part part;
    part.range = query.range;
    part.newestOnly = query.newestOnly;
    part.leadingMarkers = query.leadingMarkers;
    {
        const MutexLock lock(mutex_);
        for (const SeriesId id : index_.select(*matchers))
            part.chosen.push_back({index_.labels(id), id, false, std::nullopt});
        if (overlaps(open_->times, query.range)) part.copyFrom(*open_);
        for (const SealedPtr& block : sealed_)
            if (overlaps(block->times, query.range)) part.blocks.push_back(block);
    }
    return std::unique_ptr<SeriesCursor>(std::make_unique<Cursor>(std::move(part)));
}

bool Head::hasSamplesIn(TimeRange range, SeriesId id) const {
    const auto has = [range, id](const auto& block) {
        return overlaps(block->times, range) && block->hasSamples(id);
    };
    return has(open_) || std::ranges::any_of(sealed_, has);
}

Result<std::vector<LabelsPtr>> Head::series(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    const MutexLock lock(mutex_);
    std::vector<LabelsPtr> found;
    for (const SeriesId id : index_.select(*matchers))
        if (hasSamplesIn(query.range, id)) found.push_back(index_.labels(id));
    return found;
}

}  // namespace baro
