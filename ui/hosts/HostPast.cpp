#include "ui/hosts/HostPast.h"

#include <QDateTime>
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "core/prometheus/Awaited.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds reachStep{std::chrono::hours(12)};
constexpr milliseconds longestReach{std::chrono::hours(24 * 730)};

// From the first to the last moment of which the server has anything of the host, to within half a day.
Result<TimeRange> reachOf(const WatchedHost& host, const std::stop_token& stop) {
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    std::string selector = selectorOf(host.target);
    selector.insert(1, R"(__name__=~"up|node_boot_time_seconds",)");
    const prometheus::RangeQuestion question{
        "last_over_time(" + selector + "[1h])", {now - longestReach.count(), now}, reachStep.count()};
    auto answer = prometheus::awaited<prometheus::QueryAnswer>(
        stop, [&](auto told) { return host.client->queryRange(question, now, std::move(told)); });
    if (!answer) return failed("it was given up");
    if (!*answer) return answer->error();
    TimeRange reach{now, now};
    for (const SampleSeries& series : (*answer)->series)
        if (!series.samples.empty())
            reach.from = std::min(reach.from, series.samples.front().timeMilliseconds - reachStep.count());
    return reach;
}

}  // namespace

RecordedPast pastOn(const WatchedHost& host, const std::stop_token& stop) {
    return {.frameAt = [host, stop](std::int64_t time) -> Result<FramePtr> {
                auto asked = askedFrame(host, time, longestSampleAge, nullptr, stop);
                if (!asked) return asked.error();
                return std::move(asked->frame);
            },
            .extent = [host, stop] { return reachOf(host, stop); },
            .longestAge = longestSampleAge};
}

}  // namespace baro::ui
