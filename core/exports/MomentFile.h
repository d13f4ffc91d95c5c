// A range of the record as one file that others open: series, Frames and events
// (docs/record-format.md, "Moment files").
#pragma once

#include <string>

#include "core/exports/Progress.h"
#include "core/exports/TextMask.h"
#include "core/history/Record.h"

namespace baro::exports {

// Writes to a path where nothing or an empty file is; what a failure leaves there is of no use. Reads a
// window of time after the other, and Frames one by one: twice when something is masked, first to learn what.
// The error names the record, or says why the file cannot be written.
Result<Exported> writeMoment(const history::Record& record, TimeRange range, const MaskChoice& choice,
                             const std::string& path, const GoOn& goOn);

}  // namespace baro::exports
