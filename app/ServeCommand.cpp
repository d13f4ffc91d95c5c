#include "app/ServeCommand.h"

#include <fmt/core.h>

#include <cstdio>

#include "app/RecordFile.h"
#include "app/StopSignals.h"
#include "core/base/Log.h"
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

void tellWhatIsServed(const RecordedSeries& series, const ListenAddress& address) {
    fmt::print("{} samples of {} series in {:.1f} MB", series.sampleCount(), series.seriesCount(),
               static_cast<double>(series.bytesUsed()) / 1e6);
    if (series.sampleCount() > 0)
        fmt::print(", {} to {}", timeText(series.extent().from), timeText(series.extent().to));
    fmt::print("\nServed on http://{}/api/v1. Stop with Ctrl+C or SIGTERM.\n", address.text());
    std::fflush(stdout);
}

int failure(const std::string& why) {
    std::fprintf(stderr, "baro serve: %s\n", why.c_str());
    return 1;
}

}  // namespace

int serve(const CommandLine& line) {
    const StopSignals stop;
    const auto record = readRecordFiles(line.files);
    if (!record) return failure(record.error().message);
    const platform::LinuxClock clock;
    const QueryApi api(*record->series, clock, [&record] { return record->metadata; });
    const ListenAddress address = line.listen.value_or(ListenAddress::parse(defaultAddress).value());
    const auto server =
        HttpServer::listen(address, [&api, local = address.isLoopback()](const HttpRequest& request) {
            return answerOf(api, request, local);
        });
    if (!server) {
        const std::string holder = platform::inWords(platform::holdersOf(line.procfs, address.port()));
        return failure(server.error().message + (holder.empty() ? "" : ": " + holder));
    }
    tellWhatIsServed(*record->series, (*server)->address());
    stop.wait();
    return 0;
}

}  // namespace baro::app
