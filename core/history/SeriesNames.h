// Which number stands for which series in a record. Numbers count from 0 in the order of appearance and are
// never used again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/history/Database.h"
#include "core/series/LabelIndex.h"

namespace baro::history {

using SeriesNumber = LabelIndex::SeriesId;

// The labels of a run of series, compressed: the content of a row of `series` (docs/record-format.md).
Result<std::string> encodeLabels(const std::vector<LabelsPtr>& run);
// Malformed for bytes that are none, or claim more than 64 MiB.
Result<std::vector<Labels>> decodeLabels(std::string_view bytes);

// Not synchronised.
class SeriesNames {
  public:
    // Takes a run whose first number is given. What is known already is left as it is; a run that would leave
    // numbers out, or gives a known number other labels, is Malformed.
    Status take(SeriesNumber first, std::string_view encodedLabels);

    // All runs of the table `series`.
    Status load(Database& database);

    // The series' number; a new one when it was not known.
    SeriesNumber numberOf(const Labels& labels) { return index_.idOf(labels); }
    std::size_t count() const { return index_.idLimit(); }
    const LabelsPtr& labels(SeriesNumber number) const { return index_.labels(number); }
    std::vector<LabelsPtr> from(SeriesNumber first) const;
    const LabelIndex& index() const { return index_; }

  private:
    LabelIndex index_;
};

}  // namespace baro::history
