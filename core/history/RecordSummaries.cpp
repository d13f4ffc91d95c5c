// A record's samples, summed up: days that are over from the tiers, what is newer from the samples.
#include <algorithm>
#include <limits>
#include <utility>

#include "core/history/RecordCursor.h"
#include "core/history/RecordView.h"
#include "core/series/LabelMatchers.h"

namespace baro::history {
namespace {

// Further from 1970 there are no samples, and sums of times may overflow.
constexpr std::int64_t farthest = std::numeric_limits<std::int64_t>::max() / 8;

bool areNear(const SummaryWindows& windows) {
    return windows.count > 0 && windows.firstEnd > -farthest && windows.length < farthest &&
           windows.firstEnd < farthest && windows.step < farthest / static_cast<std::int64_t>(windows.count);
}

}  // namespace

class Record::Summaries final : public SummaryCursor {
  public:
    Summaries(const Record& record, std::vector<NumberedSeries> chosen, const SummaryQuery& query,
              TierSummaries ofTiers, std::int64_t seam, std::unique_ptr<Cursor> ofSamples)
        : record_(record),
          chosen_(std::move(chosen)),
          windows_(query.windows),
          fields_(query.fields),
          seam_(seam),
          ofSamples_(std::move(ofSamples)),
          ofTiers_(std::move(ofTiers)) {}

    ~Summaries() override { record_.tellDamage(ofTiers_.damagedReads()); }

    Status begin() { return advanceSamples(); }

    Result<bool> next() override {
        while (next_ < chosen_.size()) {
            const NumberedSeries& series = chosen_[next_++];
            pieces_.clear();
            if (Status read = ofTiers_.read(series.number, pieces_); !read) return read.error();
            if (hasSamples_ && *ofSamples_->labels() == *series.labels) {
                appendPieces(ofSamples_->samples(), seam_, windows_.end(windows_.count - 1), windows_,
                             pieces_);
                if (Status advanced = advanceSamples(); !advanced) return advanced.error();
            }
            sumUp(pieces_, windows_, fields_, summaries_);
            if (!std::ranges::all_of(summaries_, &Summary::isEmpty)) return true;
        }
        return false;
    }
    const LabelsPtr& labels() const override { return chosen_[next_ - 1].labels; }
    std::span<const Summary> summaries() const override { return summaries_; }

  private:
    Status advanceSamples() {
        const auto more = ofSamples_->next();
        if (!more) return more.error();
        hasSamples_ = *more;
        return Done{};
    }

    const Record& record_;
    const std::vector<NumberedSeries> chosen_;
    const SummaryWindows windows_;
    const SummaryFields fields_;
    const std::int64_t seam_;  // samples from here on, the tiers' intervals up to here
    const std::unique_ptr<Cursor> ofSamples_;
    bool hasSamples_ = false;
    TierSummaries ofTiers_;  // reads through the other's connection
    std::vector<SummaryPiece> pieces_;
    std::vector<Summary> summaries_;
    std::size_t next_ = 0;
};

Result<std::unique_ptr<SummaryCursor>> Record::summarise(const SummaryQuery& query) const {
    constexpr auto samplesAreAsQuick = [] { return std::unique_ptr<SummaryCursor>(); };
    const SummaryWindows& windows = query.windows;
    if (!areNear(windows)) return samplesAreAsQuick();
    auto view = samplesUntil(windows.end(windows.count - 1));
    if (!view && view.error().kind == ErrorKind::Absent) return samplesAreAsQuick();
    if (!view) return view.error();
    const std::int64_t after = windows.begin(0);
    // As far as the tiers serve: all that is summed up, or only what has no samples any more.
    const std::int64_t seam =
        areWhole(windows, minuteMilliseconds)
            ? view->tiers->until
            : std::min(view->samplesSince() / minuteMilliseconds * minuteMilliseconds, view->tiers->until);
    if (view->tiers->isEmpty() || after >= seam) {
        giveBack(std::move(view->database));
        return samplesAreAsQuick();
    }
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    TierSummaries ofTiers(*view->database, *view->tiers, after, seam, areWhole(windows, hourMilliseconds),
                          query.fields);
    SeriesQuery samples;
    samples.matchers = query.matchers;
    samples.range = {std::max(seam, after) + 1, windows.end(windows.count - 1)};
    samples.leadingMarkers = true;
    auto chosen = select(*matchers);
    auto ofSamples = std::make_unique<Cursor>(*this, std::move(view).value(), chosen, samples);
    if (Status begun = ofSamples->begin(samples); !begun) return begun.error();
    auto cursor = std::make_unique<Summaries>(*this, std::move(chosen), query, std::move(ofTiers), seam,
                                              std::move(ofSamples));
    if (Status begun = cursor->begin(); !begun) return begun.error();
    return std::unique_ptr<SummaryCursor>(std::move(cursor));
}

}  // namespace baro::history
