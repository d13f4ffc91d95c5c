#include "ui/hosts/HostPast.h"

#include <QDateTime>
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "core/prometheus/Awaited.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds reachStep{std::chrono::hours(12)};
constexpr milliseconds longestReach{std::chrono::hours(24 * 730)};

// The least time of any sample; nothing: there are none.
std::optional<std::int64_t> firstOf(const prometheus::QueryAnswer& answer) {
    std::optional<std::int64_t> first;
    for (const SampleSeries& series : answer.series)
        if (!series.samples.empty())
            first = std::min(first.value_or(series.samples.front().timeMilliseconds),
                             series.samples.front().timeMilliseconds);
    return first;
}

// From the first to the last moment of which the server has anything of the host: first half a day is found,
// then the sample within it.
Result<TimeRange> reachOf(const WatchedHost& host, const std::stop_token& stop) {
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    std::string selector = selectorOf(host.target);
    selector.insert(1, R"(__name__=~"up|node_boot_time_seconds",)");
    const auto ask = [&](auto question) -> Result<std::optional<std::int64_t>> {
        auto answer = prometheus::awaited<prometheus::QueryAnswer>(stop, std::move(question));
        if (!answer) return failed("it was given up");
        if (!*answer) return answer->error();
        return firstOf(**answer);
    };
    const prometheus::RangeQuestion halfDays{
        "last_over_time(" + selector + "[12h])", {now - longestReach.count(), now}, reachStep.count()};
    const auto halfDay =
        ask([&](auto told) { return host.client->queryRange(halfDays, now, std::move(told)); });
    if (!halfDay) return halfDay.error();
    if (!*halfDay) return TimeRange{now, now};
    const auto first = ask([&](auto told) {
        return host.client->query({selector + "[12h]", **halfDay}, std::move(told));
    });
    if (!first) return first.error();
    return TimeRange{first->value_or(**halfDay), now};
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
