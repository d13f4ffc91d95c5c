#include <algorithm>
#include <utility>

#include "core/series/SeriesSource.h"

namespace baro {
namespace {

class SummarisedSamples final : public SummaryCursor {
  public:
    SummarisedSamples(std::unique_ptr<SeriesCursor> samples, const SummaryQuery& query)
        : samples_(std::move(samples)), windows_(query.windows), fields_(query.fields) {}

    Result<bool> next() override {
        while (true) {
            const auto more = samples_->next();
            if (!more || !*more) return more;
            pieces_.clear();
            appendPieces(samples_->samples(), windows_.begin(0), windows_.end(windows_.count - 1), windows_,
                         pieces_);
            sumUp(pieces_, windows_, fields_, summaries_);
            if (!std::ranges::all_of(summaries_, &Summary::isEmpty)) return true;
        }
    }
    const LabelsPtr& labels() const override { return samples_->labels(); }
    std::span<const Summary> summaries() const override { return summaries_; }

  private:
    std::unique_ptr<SeriesCursor> samples_;
    const SummaryWindows windows_;
    const SummaryFields fields_;
    std::vector<SummaryPiece> pieces_;
    std::vector<Summary> summaries_;
};

}  // namespace

Result<std::unique_ptr<SummaryCursor>> summariseSamples(const SeriesSource& source,
                                                        const SummaryQuery& query) {
    SeriesQuery samples;
    samples.matchers = query.matchers;
    samples.range = {query.windows.begin(0) + 1, query.windows.end(query.windows.count - 1)};
    samples.leadingMarkers = true;
    auto cursor = source.read(samples);
    if (!cursor) return cursor.error();
    return std::unique_ptr<SummaryCursor>(
        std::make_unique<SummarisedSamples>(std::move(cursor).value(), query));
}

}  // namespace baro
