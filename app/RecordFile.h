// Files of recorded samples, read into memory: OpenMetrics text with times, plain or compressed by zstd.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/series/RecordedSeries.h"
#include "core/server/MetricMetadata.h"

namespace baro::app {

struct RecordFile {
    std::unique_ptr<RecordedSeries> series;
    std::vector<MetricMetadata> metadata;  // ascending by name
};

// Of several files, the samples of a series in a later one are after those in an earlier one. The error names
// the file, and the line where there is one.
Result<RecordFile> readRecordFiles(const std::vector<std::string>& paths);

}  // namespace baro::app
