#include "app/RecordCommand.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "app/AlertEvents.h"
#include "app/DataDirectory.h"
#include "app/OneShot.h"
#include "app/PastFailures.h"
#include "app/RemoteLibrary.h"
#include "app/RemoteWriting.h"
#include "app/RuleWatch.h"
#include "app/Secrets.h"
#include "app/SentAlerts.h"
#include "app/ServedMetrics.h"
#include "app/SharedFrames.h"
#include "app/StopSignals.h"
#include "core/alerts/AlertKeeper.h"
#include "core/alerts/EvidenceKeeper.h"
#include "core/alerts/RuleResults.h"
#include "core/base/Escape.h"
#include "core/base/FreeMemory.h"
#include "core/base/Log.h"
#include "core/base/Subscription.h"
#include "core/config/Settings.h"
#include "core/history/Record.h"
#include "core/history/RecordKeeper.h"
#include "core/metrics/FrameSeries.h"
#include "core/sampling/CollectionState.h"
#include "core/sampling/Sampler.h"
#include "core/series/Head.h"
#include "core/series/JoinedSeries.h"
#include "core/server/NotificationFamilies.h"
#include "core/server/RemoteWriteFamilies.h"
#include "platform/linux/LinuxPlatform.h"

namespace baro::app {
namespace {

void printReport(const Frame& frame) {
    fmt::print("{:<16} {:>8} {:>12} {:>12}  {}\n", "collector", "readings", "mean", "total", "state");
    for (const CollectorHealth& health : frame.health) {
        const double mean =
            health.secondsSpent / static_cast<double>(std::max<std::uint64_t>(health.readings, 1));
        fmt::print("{:<16} {:>8} {:>9.3f} ms {:>9.1f} ms  {}{}{}\n", health.name, health.readings, mean * 1e3,
                   health.secondsSpent * 1e3, wordOf(health.state), health.reason.empty() ? "" : ": ",
                   escapedForTerminal(health.reason));
    }
    if (!frame.readings.self) return;
    const SelfCost& self = *frame.readings.self;
    fmt::print("processor {:.3f} s, resident {:.1f} MB, {} descriptors, {} threads\n", self.cpuSeconds,
               static_cast<double>(self.residentBytes) / 1e6, self.openDescriptors, self.threads);
}

std::string_view doingText(const history::RecordKeeper::State& state) {
    using Doing = history::RecordKeeper::Doing;
    switch (state.doing) {
        case Doing::Starting:
            return "has not begun yet";
        case Doing::Recording:
            return "is written";
        case Doing::Following:
            return "is written by another process";
        case Doing::Paused:
            break;
    }
    return "is not written";
}

// writing: is told of what is recorded.
history::RecordKeeperSettings keeperSettings(const std::string& directory, RemoteWriting& writing) {
    auto settings = keeperFor(directory, fmt::format("baro record, process {}", getpid()),
                              Settings::load(userSettings()));
    settings.written = [&writing](std::int64_t newest) {
        writing.recorded(newest);
        // Writing and evaluating rules take room for a moment, in between of what stays.
        giveFreeMemoryBack();
    };
    return settings;
}

alerts::AlertKeeper::Watch watchOf(const CommandLine& line) {
    const Settings settings = Settings::load(userSettings());
    // Who names files means all that is in them.
    const std::string switchedOff = line.rules.empty() ? switchedOffPath(settings) : std::string();
    return
        [watch = RuleWatch(rulePlaces(line.rules, settings), switchedOff)]() mutable { return watch.poll(); };
}

std::int64_t inMilliseconds(const Instant& instant) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(instant.wall).count();
}

constexpr std::int64_t hour = 3'600'000;
// Of an open block of the record, and a third more.
constexpr std::int64_t ticksInMemory = 1200;

// The last minutes in memory, from which the record is written, and what others may ask.
class Recording {
  public:
    Recording(const CommandLine& line, FrameHub& hub, const Clock& clock, const Sampler& sampler)
        : openBlock_(ticksInMemory * line.interval.count()),
          directory_(dataDirectoryOr(line.dataDirectory)),
          record_(directory_),
          results_(line.onDisk ? all_ : asSource(head_)),
          sentAlerts_(SentAlerts::of(Settings::load(userSettings()), loadedCarrier)),
          alerts_(results_, results_, clock, watchOf(line), alertSettings()),
          feeding_(hub.subscribe([this](const FramePtr& frame) { take(frame); })) {
        if (line.onDisk) {
            writing_.emplace(settings_, backgroundSecretStore(settings_.path(), false), loadedCarrier,
                             WrittenRecord{record_, all_, clock,
                                           [this](history::Event event) { keeper_->add(std::move(event)); }});
            keeper_.emplace(head_, keeperSettings(directory_, *writing_));
            sent_.emplace(directory_, frameSource(line.procfs, line.sysfs), sampler, *keeper_);
        }
        if (line.listen)
            served_.emplace(*line.listen,
                            Served{hub, line.onDisk ? all_ : asSource(head_), clock, collection_,
                                   [this] { return alerts_.standing(); }, [this] { return ownFamilies(); }},
                            line.collectors, line.procfs, [](const Endpoint::State& state) {
                                log(state.listening ? Severity::Info : Severity::Warning, inWords(state));
                            });
        if (keeper_) {
            evidence_.emplace(alerts_.engine(), results_, clock, alertEventsTo(*keeper_));
            evidence_->start();
            keeper_->start();
            remembered_.emplace(record_, collection_, inMilliseconds(clock.now()));
        }
        if (writing_) writing_->start();
        alerts_.start();
    }

    // No alert fires any more, and nothing is refused, while the rest goes.
    ~Recording() {
        alerts_.stop();
        if (writing_) writing_->stop();
    }

    // Whether the files that people change are others than before. Main thread.
    void look() {
        if (writing_) writing_->look();
    }
    void printReport() const {
        if (keeper_) fmt::print("the record in {} {}\n", directory_, doingText(keeper_->state()));
    }
    const std::string& directory() const { return directory_; }

  private:
    // The record ends all its series when the program ends: when that was tells which alerts were active.
    alerts::AlertKeeperSettings alertSettings() const {
        alerts::AlertKeeperSettings settings = alertKeeperSettings(Settings::load(userSettings()));
        if (const auto extent = record_.extent(); extent && extent->from <= extent->to)
            settings.downAt = [ended = extent->to] { return std::optional(ended); };
        if (sentAlerts_)
            settings.evaluated = [this](const alerts::AlertStanding& standing, const Instant& now) {
                sentAlerts_->take(standing, now);
            };
        return settings;
    }
    static const SeriesSource& asSource(const SeriesSource& source) { return source; }
    Families ownFamilies() const {
        Families own = sentAlerts_ ? notificationFamilies(sentAlerts_->states()) : Families{};
        if (writing_ && !writing_->states().empty())
            std::ranges::move(remoteWriteFamilies(writing_->states()).families,
                              std::back_inserter(own.families));
        return own;
    }
    // What is written is asked of the record, and in memory only as long as it is in the open block there.
    std::int64_t retention() const {
        const bool isWritten = keeper_ && keeper_->state().doing == history::RecordKeeper::Doing::Recording;
        return isWritten ? std::min(openBlock_, hour) : hour;
    }
    void take(const FramePtr& frame) {
        std::vector<AddedSample> added;
        for (auto& current : results_.handOver())
            added.push_back({std::move(current.labels), current.value});
        head_.setRetention(retention());
        series_.append(*frame, added);
        collection_.take(frame);
        if (keeper_) keeper_->offer(frame);
        if (evidence_) evidence_->offer(frame);
        if (sent_) sent_->send(frame);
    }

    const std::int64_t openBlock_;  // milliseconds
    const Settings settings_ = Settings::load(userSettings());
    Head head_;
    FrameSeries series_{head_};
    CollectionLog collection_;
    const std::string directory_;
    const history::Record record_;
    const JoinedSeries all_{record_, head_, [this] { return head_.oldestTime(); }};
    alerts::RuleResults results_;
    const std::unique_ptr<SentAlerts> sentAlerts_;
    alerts::AlertKeeper alerts_;
    std::optional<RemoteWriting> writing_;
    std::optional<history::RecordKeeper> keeper_;
    std::optional<alerts::EvidenceKeeper> evidence_;
    std::optional<SentFrames> sent_;
    std::optional<RememberedFailures> remembered_;
    std::optional<ServedMetrics> served_;
    const Subscription feeding_;
};

constexpr std::chrono::milliseconds lookEvery{5000};

// Until it is to end.
void attend(const StopSignals& stop, std::optional<std::chrono::milliseconds> atMost, Recording* recording) {
    auto left = atMost.value_or(std::chrono::milliseconds::max());
    while (left.count() > 0) {
        const auto slice = std::min(left, lookEvery);
        if (stop.wait(slice)) return;
        left -= slice;
        if (recording != nullptr) recording->look();
    }
}

}  // namespace

int record(const CommandLine& line) {
    std::error_code ignored;
    if (const std::string directory = dataDirectoryOr(line.dataDirectory);
        line.onDisk && std::filesystem::is_regular_file(directory, ignored)) {
        std::fprintf(stderr,
                     "baro record: %s is a file, and files are only read; give a folder with --data-dir\n",
                     escapedForTerminal(directory).c_str());
        return 1;
    }
    const StopSignals stop;
    const auto platform = platform::makeLinuxPlatform(rootsOf(line), line.collectors);
    FrameHub hub;
    Sampler sampler(platform->makeCollectors(), platform->clock(), hub);
    // Without a record, a listener and an Alertmanager nobody asks for series, and none are made.
    std::optional<Recording> recording;
    const bool sendsAlerts = !Settings::load(userSettings()).list("alerts.alertmanagers").empty();
    if (line.onDisk || line.listen || sendsAlerts) recording.emplace(line, hub, platform->clock(), sampler);
    fmt::print("Sampling every {} ms; {}. Stop with Ctrl+C or SIGTERM.\n", line.interval.count(),
               line.onDisk ? "recording to " + recording->directory() : "nothing is kept on disk");
    std::fflush(stdout);
    sampler.start(line.interval);
    attend(stop, line.stopAfter, recording ? &*recording : nullptr);
    sampler.stop();
    const FramePtr last = hub.latest();
    if (line.report && last) printReport(*last);
    if (line.report && recording) recording->printReport();
    return 0;
}

}  // namespace baro::app
