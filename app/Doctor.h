// `baro doctor`: what does not work here, and what would help. One line a finding.
#pragma once

#include <string>
#include <vector>

#include "app/CommandLine.h"
#include "core/base/Result.h"
#include "core/http/SmallAnswer.h"
#include "core/model/Frame.h"
#include "core/prometheus/ServerClient.h"
#include "core/series/SeriesSource.h"
#include "core/server/HttpProbe.h"

namespace baro::app {

struct Finding {
    bool good = true;
    std::string line;  // what, and after a semicolon the remedy; text from the machine is escaped
};
using Findings = std::vector<Finding>;

// Pure: the checks apart from what they are made on.
Findings sourceFindings(const Frame& frame);
Finding clockFinding(const Frame& frame);
// extent: of the record in the directory, or why it cannot be read; now: milliseconds since 1970 UTC.
Finding recordFinding(const Result<TimeRange>& extent, const std::string& directory, std::int64_t now);
// What somebody is needed for on the desktop, and whether there is one.
Finding desktopFinding(const std::string& role, const Result<bool>& isThere, const std::string& remedy);
// holders: who listens on that port, in words, empty for nobody. answer: of /-/healthy there.
Finding endpointFinding(const ListenAddress& address, bool wanted, const Result<ProbeAnswer>& answer,
                        const std::string& holders);

// answer: to an empty list of alerts.
Finding alertmanagerFinding(const std::string& address, const Result<http::SmallAnswer>& answer);

// info: what answers there.
// place: of the keyring. file: where they are without one.
Finding keyringFinding(const Result<std::string>& place, const std::string& file);
Finding serverFinding(const std::string& url, const Result<prometheus::BuildInfo>& info);

// Makes every check and prints it. Returns the exit status: 1 when something does not work.
int examine(const CommandLine& line);

}  // namespace baro::app
