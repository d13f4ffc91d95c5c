// Series as plain lists: for rule tests, scripts of queries and answers of others. Not synchronised; a cursor
// must not outlive a change.
#pragma once

#include <map>
#include <vector>

#include "core/series/SeriesSource.h"

namespace baro {

class SampleStore final : public SeriesSource {
  public:
    // Samples ascend by time, within the call and after those that the series has.
    void add(const Labels& labels, std::vector<Sample> samples);
    void clear();

    // A staleness marker is kept as it was added: every one of them.
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;

  private:
    class Cursor;
    struct ByLabels {
        bool operator()(const LabelsPtr& a, const LabelsPtr& b) const { return *a < *b; }
    };
    std::map<LabelsPtr, std::vector<Sample>, ByLabels> series_;
};

}  // namespace baro
