#include "core/series/RecordedSeries.h"

#include <algorithm>
#include <utility>

#include "core/series/Column.h"

namespace baro {

struct RecordedSeries::Chunk {
    TimeRange range;
    std::size_t count = 0;
    std::shared_ptr<const Bytes> times;  // milliseconds, as a column of values: doubles hold them exactly
    Bytes values;
};

struct RecordedSeries::Series {
    std::vector<Chunk> chunks;  // ascending by time
    std::vector<Sample> open;   // after them; empty once finished

    bool hasSamples(TimeRange range) const {
        return std::ranges::any_of(chunks, [range](const Chunk& chunk) { return overlaps(chunk, range); });
    }
    static bool overlaps(const Chunk& chunk, TimeRange range) {
        return chunk.range.from <= range.to && chunk.range.to >= range.from;
    }
};

class RecordedSeries::Cursor final : public SeriesCursor {
  public:
    Cursor(const RecordedSeries& all, std::vector<SeriesId> chosen, const SeriesQuery& query)
        : all_(all), chosen_(std::move(chosen)), range_(query.range), newestOnly_(query.newestOnly) {}

    Result<bool> next() override {
        while (next_ < chosen_.size()) {
            samples_.clear();
            const std::vector<Chunk>& chunks = all_.series_[chosen_[next_++]].chunks;
            const bool decoded = newestOnly_ ? collectNewest(chunks) : collectAll(chunks);
            if (!decoded) return failed("a chunk of samples in memory is damaged");
            if (!samples_.empty()) return true;
        }
        return false;
    }
    const LabelsPtr& labels() const override { return all_.index_.labels(chosen_[next_ - 1]); }
    std::span<const Sample> samples() const override { return samples_; }

  private:
    bool decode(const Chunk& chunk) {
        times_.resize(chunk.count);
        values_.resize(chunk.count);
        return decodeColumn(*chunk.times, times_) && decodeColumn(chunk.values, values_);
    }
    bool isWanted(std::size_t i) const {
        const auto time = static_cast<std::int64_t>(times_[i]);
        return time >= range_.from && time <= range_.to;
    }
    void add(std::size_t i) { samples_.push_back({static_cast<std::int64_t>(times_[i]), values_[i]}); }

    bool collectAll(const std::vector<Chunk>& chunks) {
        auto chunk = std::ranges::lower_bound(chunks, range_.from, {},
                                              [](const Chunk& candidate) { return candidate.range.to; });
        for (; chunk != chunks.end() && chunk->range.from <= range_.to; ++chunk) {
            if (!decode(*chunk)) return false;
            for (std::size_t i = 0; i < chunk->count; ++i)
                if (isWanted(i)) add(i);
        }
        return true;
    }

    bool collectNewest(const std::vector<Chunk>& chunks) {
        auto chunk = std::ranges::upper_bound(chunks, range_.to, {},
                                              [](const Chunk& candidate) { return candidate.range.from; });
        while (samples_.empty() && chunk != chunks.begin()) {
            --chunk;
            if (chunk->range.to < range_.from) return true;
            if (!decode(*chunk)) return false;
            for (std::size_t i = chunk->count; samples_.empty() && i-- > 0;)
                if (isWanted(i)) add(i);
        }
        return true;
    }

    const RecordedSeries& all_;
    const std::vector<SeriesId> chosen_;
    const TimeRange range_;
    const bool newestOnly_;
    std::vector<double> times_;
    std::vector<double> values_;
    std::vector<Sample> samples_;
    std::size_t next_ = 0;
};

RecordedSeries::RecordedSeries() = default;
RecordedSeries::~RecordedSeries() = default;

RecordedSeries::SeriesId RecordedSeries::idOf(const Labels& labels) {
    const SeriesId id = index_.idOf(labels);
    if (id >= series_.size()) series_.resize(id + std::size_t{1});
    return id;
}

bool RecordedSeries::add(SeriesId id, Sample sample) {
    Series& series = series_[id];
    if (!series.open.empty() && series.open.back().timeMilliseconds >= sample.timeMilliseconds) return false;
    if (series.open.empty() && !series.chunks.empty() &&
        series.chunks.back().range.to >= sample.timeMilliseconds)
        return false;
    series.open.push_back(sample);
    const std::int64_t time = sample.timeMilliseconds;
    extent_ = samples_++ == 0 ? TimeRange{time, time}
                              : TimeRange{std::min(extent_.from, time), std::max(extent_.to, time)};
    if (series.open.size() == chunkSamples) seal(series);
    return true;
}

void RecordedSeries::seal(Series& series) {
    if (series.open.empty()) return;
    std::vector<double> times, values;
    for (const Sample& sample : series.open) {
        times.push_back(static_cast<double>(sample.timeMilliseconds));
        values.push_back(sample.value);
    }
    Chunk chunk{.range = {series.open.front().timeMilliseconds, series.open.back().timeMilliseconds},
                .count = series.open.size(),
                .times = nullptr,
                .values = {}};
    auto packed = std::make_shared<Bytes>();
    encodeColumn(times, *packed);
    packed->shrink_to_fit();
    chunk.times = *times_.insert(std::move(packed)).first;
    encodeColumn(values, chunk.values);
    chunk.values.shrink_to_fit();
    series.chunks.push_back(std::move(chunk));
    series.open.clear();
}

void RecordedSeries::finish() {
    for (Series& series : series_) {
        seal(series);
        series.open = {};
        series.chunks.shrink_to_fit();
    }
}

Result<std::unique_ptr<SeriesCursor>> RecordedSeries::read(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    return std::unique_ptr<SeriesCursor>(std::make_unique<Cursor>(*this, index_.select(*matchers), query));
}

Result<std::vector<LabelsPtr>> RecordedSeries::series(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    std::vector<LabelsPtr> found;
    for (const SeriesId id : index_.select(*matchers))
        if (series_[id].hasSamples(query.range)) found.push_back(index_.labels(id));
    return found;
}

std::size_t RecordedSeries::bytesUsed() const {
    std::size_t bytes = index_.bytesUsed() + series_.capacity() * sizeof(Series);
    for (const auto& column : times_)
        bytes += sizeof(Bytes) + column->capacity();
    for (const Series& series : series_) {
        bytes += series.open.capacity() * sizeof(Sample) + series.chunks.capacity() * sizeof(Chunk);
        for (const Chunk& chunk : series.chunks)
            bytes += chunk.values.capacity();
    }
    return bytes;
}

}  // namespace baro
