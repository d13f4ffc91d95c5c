// One selector's series, read from the query's source when the first is asked for.
#pragma once

#include <memory>
#include <span>

#include "core/promql/Evaluation.h"

namespace baro::promql {

class SeriesReader {
  public:
    SeriesReader(Evaluation& evaluation, SeriesQuery query)
        : evaluation_(evaluation), query_(std::move(query)) {}

    // False: there is none any more, or the query has failed.
    bool next();
    const LabelsPtr& labels() const { return cursor_->labels(); }
    std::span<const Sample> samples() const { return cursor_->samples(); }

  private:
    bool open();

    Evaluation& evaluation_;
    SeriesQuery query_;
    std::unique_ptr<SeriesCursor> cursor_;
};

}  // namespace baro::promql
