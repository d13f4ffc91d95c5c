// Files of recorded samples, read into memory: OpenMetrics text with times, plain or compressed by zstd.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/metrics/MetricMetadata.h"
#include "core/series/RecordedSeries.h"

namespace baro::app {

struct RecordFile {
    std::unique_ptr<RecordedSeries> series;
    std::vector<MetricMetadata> metadata;  // ascending by name
};

// A moment file, or the database of a record: not text, and read where it is (core/history/Record.h).
bool isDatabase(const std::string& path);

// Of several files, the samples of a series in a later one are after those in an earlier one. The error names
// the file, and the line where there is one.
Result<RecordFile> readRecordFiles(const std::vector<std::string>& paths);

}  // namespace baro::app
