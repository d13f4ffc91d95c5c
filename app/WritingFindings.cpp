#include "app/WritingFindings.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <utility>

#include "app/RemoteLibrary.h"
#include "app/RemoteWriting.h"
#include "core/base/Escape.h"
#include "core/config/Settings.h"
#include "core/history/Record.h"
#include "core/remotewrite/CursorFile.h"
#include "core/remotewrite/WriteExamination.h"

namespace baro::app {
namespace {

// The newest window, and what the recorder flushes next.
constexpr std::int64_t muchMissingMilliseconds = 60'000;

remotewrite::Verdict writingVerdict(const remotewrite::Destination& destination,
                                    const std::shared_ptr<http::HttpCarrier>& carrier) {
    std::promise<remotewrite::Verdict> told;
    const auto examination = remotewrite::examineWriting(
        destination.request, carrier,
        [&told](remotewrite::Verdict verdict) { told.set_value(std::move(verdict)); });
    return told.get_future().get();
}

std::int64_t newestOf(const std::string& directory) {
    const auto record = history::Record::open(directory);
    const auto extent = record ? (*record)->extent() : Result<TimeRange>(record.error());
    return extent && extent->from <= extent->to ? extent->to : 0;
}

std::int64_t missingAt(const remotewrite::Destination& destination, const remotewrite::Cursors& cursors,
                       std::int64_t newest) {
    const auto known = cursors.find(destination.key);
    return known == cursors.end() ? 0 : known->second.missing(destination.windows.endOf(newest));
}

}  // namespace

Finding writingFinding(const std::string& name, const remotewrite::Verdict& verdict, std::int64_t missing) {
    const std::string hours = fmt::format("{:.1f} h", static_cast<double>(missing) / 3'600'000);
    const std::string server = escapedForTerminal(name);
    if (!verdict.problem.empty())
        return {false, fmt::format("the record does not reach {}, and {} of it are missing there: {}; "
                                   "correct its entry in servers.yml, or see to the server",
                                   server, hours, escapedForTerminal(verdict.problem))};
    if (missing <= muchMissingMilliseconds) return {true, "the record reaches " + server};
    return {true, fmt::format(
                      "the record reaches {}; {} of it are missing there yet, and are sent while the window "
                      "or baro record runs",
                      server, hours)};
}

Findings writingFindings(const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets,
                         const std::string& directory) {
    std::vector<std::string> problems;
    const auto destinations = destinationsOf(settings, secrets, problems);
    Findings findings;
    for (const std::string& problem : problems)
        findings.push_back({false, problem});
    if (destinations.empty()) return findings;
    const auto carrier = loadedCarrier();
    if (!carrier) {
        findings.push_back({false, "nothing is written to other servers: " + carrier.error().message});
        return findings;
    }
    const auto cursors = remotewrite::loadCursors(directory + "/" + std::string(cursorFileName));
    if (!cursors)
        findings.push_back({false, cursors.error().message + "; delete it, and servers begin anew"});
    const std::int64_t newest = newestOf(directory);
    for (const remotewrite::Destination& destination : destinations)
        findings.push_back(writingFinding(destination.name, writingVerdict(destination, *carrier),
                                          cursors ? missingAt(destination, *cursors, newest) : 0));
    return findings;
}

}  // namespace baro::app
