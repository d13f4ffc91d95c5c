#include "ui/hosts/HostSession.h"

#include <QDateTime>
#include <algorithm>
#include <chrono>
#include <utility>

#include "core/prometheus/Awaited.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

// Scraped every 15 s, a shorter range has hardly a line.
constexpr std::chrono::minutes firstRange{30};
constexpr milliseconds reachStep{std::chrono::hours(12)};
constexpr milliseconds longestReach{std::chrono::hours(24 * 730)};

std::int64_t wallNow() {
    return QDateTime::currentMSecsSinceEpoch();
}

// From the first to the last moment of which the server has anything of the host, to within half a day.
Result<TimeRange> reachOf(const WatchedHost& host, const std::stop_token& stop) {
    const std::int64_t now = wallNow();
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

RecordedPast pastOn(const WatchedHost& host, const std::stop_token& stop) {
    return {.frameAt = [host, stop](std::int64_t time) -> Result<FramePtr> {
                auto asked = askedFrame(host, time, longestSampleAge, nullptr, stop);
                if (!asked) return asked.error();
                return std::move(asked->frame);
            },
            .extent = [host, stop] { return reachOf(host, stop); }};
}

std::vector<HostTarget> targetsOf(const WatchedHost& host) {
    std::vector<HostTarget> all{host.target};
    all.insert(all.end(), host.others.begin(), host.others.end());
    return all;
}

std::string refusal(const WatchedHost& host) {
    return "the processes of " + host.name + " run there, not here";
}

}  // namespace

HostSession::HostSession(const PageContext& thisMachine, const WatchedHost& host, QObject* parent)
    : QObject(parent),
      host_(host),
      source_(host.client, host.target, wallNow),
      collecting_(hub_.subscribe([this](const FramePtr& frame) { collection_.take(frame); })),
      frames_(hub_, cursor_, pastOn(host, ending_.get_token())),
      series_(source_, cursor_),
      alerts_(frames_),
      silences_(std::make_shared<alerts::Silences>(), navigation_),
      serverAlerts_(host.client, targetsOf(host)),
      processControl_(refusal(host)),
      processInspector_(refusal(host)),
      context_{frames_,
               cursor_,
               series_,
               source_,
               thisMachine.userPages,
               thisMachine.historyPages,
               thisMachine.theme,
               thisMachine.format,
               navigation_,
               thisMachine.settings,
               processControl_,
               processInspector_,
               collection_,
               alerts_,
               silences_,
               thisMachine.hosts,
               thisMachine.servers,
               &host_,
               &thisMachine.source,
               &serverAlerts_},
      sampler_(host, hub_, wallNow,
               {[this](const Status& status) {
                    // The thread ends before this does.
                    const QString problem = status ? QString() : machineText(status.error().message);
                    QMetaObject::invokeMethod(this, [this, problem] { takeAnswer(problem); });
                },
                [this](milliseconds interval) {
                    QMetaObject::invokeMethod(this, [this, interval] {
                        source_.setScrapeInterval(interval);
                        series_.setSampleInterval(interval);
                    });
                }}) {
    cursor_.setRange(firstRange);
    series_.setSampleInterval(ScrapePace::usualInterval);
    sampler_.start();
}

// Nobody waits for a server that does not answer.
HostSession::~HostSession() {
    ending_.request_stop();
    source_.giveUp();
}

void HostSession::takeAnswer(const QString& problem) {
    if (problem == problem_) return;
    problem_ = problem;
    emit problemChanged();
}

}  // namespace baro::ui
