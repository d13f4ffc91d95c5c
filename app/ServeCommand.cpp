#include "app/ServeCommand.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "app/DataDirectory.h"
#include "app/RecordFile.h"
#include "app/RuleWatch.h"
#include "app/StopSignals.h"
#include "core/alerts/AlertKeeper.h"
#include "core/alerts/RuleResults.h"
#include "core/base/Log.h"
#include "core/config/Settings.h"
#include "core/history/Record.h"
#include "core/metrics/MetricMetadata.h"
#include "core/server/HttpServer.h"
#include "core/server/Negotiation.h"
#include "core/server/QueryApi.h"
#include "platform/linux/LinuxClock.h"
#include "platform/linux/PortHolders.h"

namespace baro::app {
namespace {

constexpr std::string_view frontPage =
    "Barograph serves recorded samples here: Prometheus's HTTP API is below /api/v1.\n";

HttpAnswer answerOf(const QueryApi& api, const HttpRequest& request, bool onlyThisMachine) {
    if (QueryApi::hasPath(request.path)) return api.answer(request, onlyThisMachine);
    if (onlyThisMachine && !isLocalHost(request.host)) return foreignHostResponse();
    if (request.path == "/") return textResponse(200, std::string(frontPage));
    if (request.path == "/-/healthy") return textResponse(200, "Barograph is healthy.\n");
    if (request.path == "/-/ready") return textResponse(200, "Barograph is ready.\n");
    return textResponse(404, "There is no such page; /api/v1 has the samples.\n");
}

// RFC 3339, in UTC and to the second.
std::string timeText(std::int64_t milliseconds) {
    const std::time_t seconds = milliseconds / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

void tellWhereItIsServed(const ListenAddress& address) {
    fmt::print("Served on http://{}/api/v1. Stop with Ctrl+C or SIGTERM.\n", address.text());
    std::fflush(stdout);
}

void tellWhatIsServed(const RecordedSeries& series, const ListenAddress& address) {
    fmt::print("{} samples of {} series in {:.1f} MB", series.sampleCount(), series.seriesCount(),
               static_cast<double>(series.bytesUsed()) / 1e6);
    if (series.sampleCount() > 0)
        fmt::print(", {} to {}", timeText(series.extent().from), timeText(series.extent().to));
    fmt::print("\n");
    tellWhereItIsServed(address);
}

int serveFailure(const std::string& why) {
    std::fprintf(stderr, "baro serve: %s\n", why.c_str());
    return 1;
}

using Tell = std::function<void(const ListenAddress&)>;

int serveSeries(const CommandLine& line, const QueryApi& api, const Tell& tell) {
    const StopSignals stop;
    const ListenAddress address = line.listen.value_or(ListenAddress::parse(defaultAddress).value());
    const auto server =
        HttpServer::listen(address, [&api, local = address.isLoopback()](const HttpRequest& request) {
            return answerOf(api, request, local);
        });
    if (!server) {
        const std::string holder = platform::inWords(platform::holdersOf(line.procfs, address.port()));
        return serveFailure(server.error().message + (holder.empty() ? "" : ": " + holder));
    }
    tell((*server)->address());
    stop.wait();
    return 0;
}

// Rules over what is served, where --rules names some.
class ServedRules {
  public:
    ServedRules(const CommandLine& line, const SeriesSource& source, const Clock& clock)
        : results_(source),
          keeper_(
              results_, results_, clock, [watch = RuleWatch(line.rules)]() mutable { return watch.poll(); },
              alertKeeperSettings(Settings::load(userSettings()))),
          isOn_(!line.rules.empty()) {
        if (isOn_) keeper_.start();
    }
    const SeriesSource& series() const { return results_; }
    QueryApi::Alerts alerts() {
        if (!isOn_) return {};
        return [this] { return keeper_.standing(); };
    }

  private:
    alerts::RuleResults results_;
    alerts::AlertKeeper keeper_;
    const bool isOn_;
};

int serveFiles(const CommandLine& line) {
    const auto files = readRecordFiles(line.files);
    if (!files) return serveFailure(files.error().message);
    const platform::LinuxClock clock;
    ServedRules rules(line, *files->series, clock);
    const QueryApi api(
        rules.series(), clock, [&files] { return files->metadata; }, {}, rules.alerts());
    return serveSeries(line, api,
                       [&files](const ListenAddress& address) { tellWhatIsServed(*files->series, address); });
}

int serveRecord(const CommandLine& line, const std::string& directory) {
    const auto record = history::Record::open(directory);
    if (!record) return serveFailure(record.error().message);
    const platform::LinuxClock clock;
    ServedRules rules(line, **record, clock);
    const QueryApi api(
        rules.series(), clock, [] { return baro::metadataOf(nullptr); }, {}, rules.alerts());
    return serveSeries(line, api, [&](const ListenAddress& address) {
        const auto extent = (*record)->extent();
        if (extent && extent->from <= extent->to)
            fmt::print("The record in {}, {} to {}\n", directory, timeText(extent->from),
                       timeText(extent->to));
        tellWhereItIsServed(address);
    });
}

}  // namespace

int serve(const CommandLine& line) {
    if (line.files.empty()) return serveRecord(line, dataDirectoryOr(line.dataDirectory));
    if (std::ranges::none_of(line.files, isDatabase)) return serveFiles(line);
    if (line.files.size() == 1) return serveRecord(line, line.files.front());
    return serveFailure("a moment file is served alone; give one file");
}

}  // namespace baro::app
