// Series that are read once and then only asked: what a file of samples becomes in memory. Every series has
// times of its own, in compressed chunks; equal ones of several series, as one scrape gives them, are kept
// once.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include "core/base/Result.h"
#include "core/series/LabelIndex.h"
#include "core/series/SeriesSource.h"

namespace baro {

class RecordedSeries final : public SeriesSource {
  public:
    using SeriesId = LabelIndex::SeriesId;
    static constexpr std::size_t chunkSamples = 120;

    RecordedSeries();
    ~RecordedSeries() override;

    // Writing: one thread, before anybody reads.

    SeriesId idOf(const Labels& labels);
    // Samples of one series ascend by time; false, and nothing is added, when this one does not.
    bool add(SeriesId id, Sample sample);
    void finish();  // seals what is open: to be called after the last sample of a file

    // Reading: any thread. It must outlive its cursors.

    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;
    // To within a chunk, as the Head tells them.
    Result<std::vector<LabelsPtr>> series(const SeriesQuery& query) const override;
    std::size_t seriesCount() const { return index_.size(); }
    std::size_t sampleCount() const { return samples_; }
    TimeRange extent() const { return extent_; }  // of all samples; from is after to when there are none
    std::size_t bytesUsed() const;                // without the allocator's overhead

  private:
    using Bytes = std::vector<std::uint8_t>;
    struct Chunk;
    struct Series;
    class Cursor;
    struct ByContent {
        bool operator()(const std::shared_ptr<const Bytes>& a, const std::shared_ptr<const Bytes>& b) const {
            return *a < *b;
        }
    };

    void seal(Series& series);

    LabelIndex index_;
    std::vector<Series> series_;                               // by id
    std::set<std::shared_ptr<const Bytes>, ByContent> times_;  // columns of times
    std::size_t samples_ = 0;
    TimeRange extent_{1, 0};
};

}  // namespace baro
