// One selector's series, summed up in the windows of the steps, where the source can do that quicker than by
// reading every sample.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/promql/Evaluation.h"
#include "core/promql/SampleStream.h"

namespace baro::promql {

// The range of each step; nothing when the steps are not evenly spaced because of an "@".
std::optional<SummaryWindows> windowsOf(const RangeShape& shape, const Steps& steps);

class SummaryReader {
  public:
    SummaryReader(Evaluation& evaluation, SummaryQuery query)
        : evaluation_(evaluation), query_(std::move(query)) {}

    // Asks the source, once. False: the samples are to be read instead, or the query has failed.
    bool open();
    // False: there is none any more, or the query has failed.
    bool next();
    const LabelsPtr& labels() const { return cursor_->labels(); }
    std::span<const Summary> summaries() const { return cursor_->summaries(); }
    const SummaryWindows& windows() const { return query_.windows; }

  private:
    Evaluation& evaluation_;
    SummaryQuery query_;
    bool wasAsked_ = false;
    std::unique_ptr<SummaryCursor> cursor_;
};

}  // namespace baro::promql
