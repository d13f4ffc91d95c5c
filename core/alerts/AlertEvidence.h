// What is kept of an alert when it fires, to judge it later: the values around the crossing, who used most of
// what it is about, pressure, and the moment. Values are as the machine had them; text is as it wrote it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/alerts/Alert.h"
#include "core/alerts/Fault.h"
#include "core/model/Frame.h"
#include "core/promql/Engine.h"
#include "core/rules/RuleFile.h"
#include "core/series/SeriesSource.h"

namespace baro::alerts {

// What a rule compares, over time: from, from + step, ...
struct EvidenceValues {
    std::string expression;       // of the series; the whole one where it compares nothing
    std::string sign;             // ">", "<=", ...; empty where it compares nothing
    std::optional<double> limit;  // that it is compared with, where that is one number
    std::int64_t from = 0;        // milliseconds since 1970-01-01 UTC
    std::int64_t step = 1;        // milliseconds, above 0
    std::vector<std::optional<double>> values;
    bool operator==(const EvidenceValues&) const = default;

    std::int64_t time(std::size_t index) const { return from + static_cast<std::int64_t>(index) * step; }
};

struct EvidenceProcess {
    std::string name;  // the kernel's short name
    int pid = 0;
    std::uint32_t userId = 0;
    std::string user = {};
    std::optional<double> cpu = {};  // processors' worth
    std::uint64_t residentBytes = 0;
    std::optional<double> readBytesPerSecond = {};
    std::optional<double> writtenBytesPerSecond = {};
    std::optional<double> networkBytesPerSecond = {};  // where that is what the alert is about
    bool operator==(const EvidenceProcess&) const = default;
};

// Shares of time in which tasks waited, 0 to 1; over the last interval where it is known, else over 10 s.
struct EvidencePressure {
    std::optional<double> cpuSome, cpuFull, memorySome, memoryFull, ioSome, ioFull;
    bool operator==(const EvidencePressure&) const = default;
};

// Times in milliseconds since 1970-01-01 UTC.
struct AlertEvidence {
    std::string group;
    std::string rule;
    std::string expression;
    std::int64_t forMilliseconds = 0;
    Labels labels;
    TextPairs annotations;
    double value = 0;
    std::int64_t activeAt = 0;
    std::int64_t firedAt = 0;
    std::optional<std::int64_t> resolvedAt;  // of one that is over
    std::int64_t moment = 0;                 // of the Frame that the rest is of: at or soon after firedAt
    Fault fault;
    EvidenceValues values;
    std::vector<EvidenceProcess> processes;  // of the fault's resource, the greatest first
    EvidencePressure pressure;
    std::string host;
    std::string system;   // "Debian GNU/Linux 12 (bookworm)", kernel behind it
    std::string version;  // of this program
    bool operator==(const AlertEvidence&) const = default;
};
using AlertEvidencePtr = std::shared_ptr<const AlertEvidence>;

inline constexpr std::size_t mostEvidenceValues = 121;
inline constexpr std::size_t mostEvidenceProcesses = 5;

// What the alert and its rule tell by themselves.
AlertEvidence evidenceOf(const AlertChange& change, const RuleDefinition& rule);

// What the Frame tells; of the network only with an earlier one (null: none).
void addMoment(const Frame& frame, const Frame* before, AlertEvidence& evidence);

// The values from ten minutes before the alert became active until it fired. Blocks; where the question fails
// there are none.
EvidenceValues valuesAround(const RuleDefinition& rule, const AlertEvidence& evidence,
                            const promql::Engine& engine, const SeriesSource& source,
                            const promql::QueryLimits& limits);

}  // namespace baro::alerts
