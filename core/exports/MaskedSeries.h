// The names of series as a moment file has them.
#pragma once

#include <map>
#include <vector>

#include "core/exports/TextMask.h"
#include "core/history/SeriesNames.h"
#include "core/series/SeriesSource.h"

namespace baro::exports {

void learnFrom(const Labels& labels, TextMask& mask);

// Names of metrics that this program gives stay; others, and all labels, are texts from the machine.
Labels masked(const Labels& labels, TextMask& mask);

// Numbers for series, in the order of `series`, under their masked names. Two that would be one are told
// apart by a label `masked`.
class MaskedSeries {
  public:
    MaskedSeries(const std::vector<LabelsPtr>& series, TextMask& mask);
    history::SeriesNumber numberOf(const Labels& labels);
    const history::SeriesNames& names() const { return names_; }

  private:
    TextMask& mask_;
    std::map<Labels, history::SeriesNumber> numbers_;  // by the names that the record has
    history::SeriesNames names_;
};

}  // namespace baro::exports
