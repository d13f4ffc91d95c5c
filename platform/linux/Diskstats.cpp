#include "platform/linux/Diskstats.h"

#include <array>
#include <limits>
#include <optional>

#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

constexpr double secondsPerMillisecond = 1e-3;
constexpr std::size_t basicColumns = 11;  // after the name
constexpr std::size_t discardColumns = 15;
constexpr std::size_t flushColumns = 17;
constexpr std::size_t maximumColumns = 64;

// The numbers after the name; nothing when one is not a number.
struct Columns {
    std::array<double, maximumColumns> values{};
    std::size_t count = 0;
};

std::optional<Columns> takeColumns(std::string_view line) {
    Columns columns;
    while (!isBlank(line)) {
        const auto value = takeCounter(line);
        if (!value || columns.count == maximumColumns) return std::nullopt;
        columns.values[columns.count++] = static_cast<double>(*value);
    }
    const std::size_t count = columns.count;
    if (count != basicColumns && count != discardColumns && count < flushColumns) return std::nullopt;
    return columns;
}

DiskCounters countersFrom(const Columns& columns) {
    const auto& value = columns.values;
    DiskCounters counters{
        .readsCompleted = value[0],
        .readsMerged = value[1],
        .readBytes = value[2] * sectorBytes,
        .readSeconds = value[3] * secondsPerMillisecond,
        .writesCompleted = value[4],
        .writesMerged = value[5],
        .writtenBytes = value[6] * sectorBytes,
        .writeSeconds = value[7] * secondsPerMillisecond,
        .busySeconds = value[9] * secondsPerMillisecond,
        .weightedBusySeconds = value[10] * secondsPerMillisecond,
        .discardsCompleted = {},
        .discardsMerged = {},
        .discardedBytes = {},
        .discardSeconds = {},
        .flushesCompleted = {},
        .flushSeconds = {},
    };
    if (columns.count >= discardColumns) {
        counters.discardsCompleted = value[11];
        counters.discardsMerged = value[12];
        counters.discardedBytes = value[13] * sectorBytes;
        counters.discardSeconds = value[14] * secondsPerMillisecond;
    }
    if (columns.count >= flushColumns) {
        counters.flushesCompleted = value[15];
        counters.flushSeconds = value[16] * secondsPerMillisecond;
    }
    return counters;
}

std::optional<DiskstatsRow> parseRow(std::string_view line) {
    constexpr std::uint64_t largest = std::numeric_limits<std::uint32_t>::max();
    const auto major = takeCounter(line);
    const auto minor = takeCounter(line);
    const std::string_view name = takeField(line);
    const auto columns = takeColumns(line);
    if (!major || !minor || *major > largest || *minor > largest || name.empty() || !columns)
        return std::nullopt;
    return DiskstatsRow{.number = {static_cast<std::uint32_t>(*major), static_cast<std::uint32_t>(*minor)},
                        .name = std::string(name),
                        .counters = countersFrom(*columns),
                        .requestsInFlight = static_cast<std::uint64_t>(columns->values[8])};
}

}  // namespace

Result<std::vector<DiskstatsRow>> parseDiskstats(std::string_view text) {
    // A machine without any block device (diskless) has an empty file: that is a fact, not a defect.
    if (text.empty()) return absent("this machine has no block devices");
    if (endsWithin(text)) return malformed("diskstats is cut");
    std::vector<DiskstatsRow> rows;
    while (const auto line = takeLine(text)) {
        auto row = parseRow(*line);
        if (!row)
            return malformed("line " + std::to_string(rows.size() + 1) +
                             " of diskstats is not \"major minor name\" and 11, 15 or 17 counters");
        rows.push_back(std::move(*row));
    }
    return rows;
}

}  // namespace baro::platform
