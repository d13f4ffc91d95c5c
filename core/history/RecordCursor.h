// The samples of a record, series after series: of the summarised tiers where there are no others any more,
// of the database's blocks, of the tail.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "core/history/RecordView.h"

namespace baro::history {

class Record::Cursor final : public SeriesCursor {
  public:
    Cursor(const Record& record, View view, std::vector<NumberedSeries> chosen, const SeriesQuery& query)
        : record_(record),
          view_(std::move(view)),
          chosen_(std::move(chosen)),
          newestOnly_(query.newestOnly),
          leadingMarkers_(query.leadingMarkers),
          range_(query.range),
          summed_(*view_.database, *view_.tiers, widened(range_).from,
                  std::min(widened(range_).to, view_.samplesSince()), false,
                  SummaryField::Last | SummaryField::EndsUnknown),
          stored_(*view_.database, Tier::Samples, *view_.blocks, storedRange(query.range)) {}
    ~Cursor() override {
        record_.tellDamage(stored_.damagedReads() + summed_.damagedReads());
        record_.giveBack(std::move(view_.database));
    }

    Status begin(const SeriesQuery& query) {
        SeriesQuery openQuery = query;
        openQuery.leadingMarkers = true;
        auto open = view_.open->read(openQuery);
        if (!open) return open.error();
        open_ = std::move(open).value();
        return advanceOpen();
    }

    Result<bool> next() override {
        while (next_ < chosen_.size()) {
            const NumberedSeries& series = chosen_[next_++];
            samples_.clear();
            const bool isOpen = openLeft_ && *open_->labels() == *series.labels;
            if (Status read = readSummed(series.number); !read) return read.error();
            if (!isOpen || !newestOnly_)
                if (Status read = stored_.read(series.number, newestOnly_, samples_); !read)
                    return read.error();
            if (isOpen) {
                samples_.insert(samples_.end(), open_->samples().begin(), open_->samples().end());
                if (Status advanced = advanceOpen(); !advanced) return advanced.error();
            }
            if (newestOnly_ && samples_.size() > 1) samples_.erase(samples_.begin(), samples_.end() - 1);
            dropNeedlessMarkers(samples_, leadingMarkers_);
            if (newestOnly_ && !leadingMarkers_ && !samples_.empty() && isStaleMarker(samples_.back().value))
                samples_.clear();
            if (!samples_.empty()) return true;
        }
        return false;
    }
    const LabelsPtr& labels() const override { return chosen_[next_ - 1].labels; }
    std::span<const Sample> samples() const override { return samples_; }

  private:
    TimeRange storedRange(TimeRange range) const {
        if (view_.openSince) range.to = std::min(range.to, *view_.openSince - 1);
        return range;
    }
    // What is older than all samples. One at the end of the last interval may be the first of them.
    Status readSummed(SeriesNumber number) {
        pieces_.clear();
        if (Status read = summed_.read(number, pieces_); !read) return read;
        appendLastSamples(pieces_, samples_);
        const std::int64_t samplesSince = view_.samplesSince();
        std::erase_if(samples_, [this, samplesSince](const Sample& sample) {
            const std::int64_t time = sample.timeMilliseconds;
            return time < range_.from || time > range_.to || time >= samplesSince;
        });
        return Done{};
    }
    Status advanceOpen() {
        const auto more = open_->next();
        if (!more) return more.error();
        openLeft_ = *more;
        return Done{};
    }

    const Record& record_;
    View view_;
    const std::vector<NumberedSeries> chosen_;
    const bool newestOnly_;
    const bool leadingMarkers_;
    const TimeRange range_;
    TierSummaries summed_;
    BlockSamples stored_;
    std::vector<SummaryPiece> pieces_;
    std::unique_ptr<SeriesCursor> open_;
    bool openLeft_ = false;
    std::vector<Sample> samples_;
    std::size_t next_ = 0;
};

}  // namespace baro::history
