#include "platform/replay/ReplayPlatform.h"

#include <algorithm>
#include <utility>

#include "core/model/FrameFields.h"
#include "core/sampling/DeniedProcesses.h"
#include "platform/replay/ReplayTimeline.h"

namespace baro::platform {
namespace {

constexpr const char* refusal = "this is a recording: its processes are not running here";

class ReplayClock final : public Clock {
  public:
    ReplayClock(const ReplayTimeline& timeline, const Clock& live) : timeline_(timeline), live_(live) {}
    Instant now() const override { return timeline_.replayTime(live_.now()); }

  private:
    const ReplayTimeline& timeline_;
    const Clock& live_;
};

// Carries a recorded section over to the moment at which it is shown.
template <class T>
Status show(const Section<T>& recorded, const ReplayTimeline::Moment& moment, Section<T>& into) {
    if (!recorded) {
        into = recorded.reason();
        return recorded.reason();
    }
    into = Section<T>(recorded.shared(), ReplayTimeline::shifted(recorded.takenAt(), moment));
    return Done{};
}

// T: a section of its own, or FamilyReadings, which are absent only together.
template <class T>
class ReplayCollector final : public Collector {
  public:
    ReplayCollector(std::string_view name, T Readings::*section, const ReplayTimeline& timeline)
        : name_(name), section_(section), timeline_(timeline) {}

    std::string_view name() const override { return name_; }
    // At every Frame, for only the recording knows which sections it holds anew.
    std::chrono::milliseconds interval() const override {
        return std::max(std::chrono::ceil<std::chrono::milliseconds>(timeline_.pace()),
                        std::chrono::milliseconds(1));
    }

    Status collect(const Instant& now, Readings& into) override {
        const ReplayTimeline::Moment moment = timeline_.at(now);
        const T& recorded = moment.frame->readings.*section_;
        if constexpr (HasFieldList<T>) {
            T& target = into.*section_;
            FieldsOf<T>::apply([&](const auto&... each) {
                ((void)show(recorded.*each.member, moment, target.*each.member), ...);
            });
            return Done{};
        } else {
            return show(recorded, moment, into.*section_);
        }
    }

  private:
    std::string_view name_;
    T Readings::*section_;
    const ReplayTimeline& timeline_;
};

class ReplayPlatform final : public Platform {
  public:
    ReplayPlatform(std::vector<FramePtr> frames, const Clock& live)
        : timeline_(std::move(frames), live.now()), clock_(timeline_, live) {}

    std::vector<FramePtr> past() const { return timeline_.past(); }
    const Clock& clock() const override { return clock_; }
    std::vector<std::unique_ptr<Collector>> makeCollectors() override;
    ProcessControl& processControl() override { return control_; }
    ProcessInspector& processInspector() override { return inspector_; }

  private:
    ReplayTimeline timeline_;
    ReplayClock clock_;
    DeniedProcessControl control_{refusal};
    DeniedProcessInspector inspector_{refusal};
};

std::vector<std::unique_ptr<Collector>> ReplayPlatform::makeCollectors() {
    std::vector<std::unique_ptr<Collector>> list;
    const auto add = [&]<class T>(std::string_view name, T Readings::*section) {
        list.push_back(std::make_unique<ReplayCollector<T>>(name, section, timeline_));
    };
    add("cpu", &Readings::cpu);
    add("kernel", &Readings::kernel);
    add("cpu_frequencies", &Readings::cpuFrequencies);
    add("cpu_topology", &Readings::cpuTopology);
    add("load", &Readings::load);
    add("memory", &Readings::memory);
    add("virtual_memory", &Readings::virtualMemory);
    add("pressure", &Readings::pressure);
    add("disks", &Readings::disks);
    add("filesystems", &Readings::filesystems);
    add("network", &Readings::network);
    add("sockets", &Readings::sockets);
    add("sensors", &Readings::sensors);
    add("power", &Readings::power);
    add("gpus", &Readings::gpus);
    add("host", &Readings::host);
    add("processes", &Readings::processes);
    add("self", &Readings::self);
    add("families", &Readings::families);
    add("socket_traffic", &Readings::socketTraffic);
    return list;
}

}  // namespace

Replay makeReplay(Recording recording, const Clock& live) {
    auto platform = std::make_unique<ReplayPlatform>(std::move(recording.frames), live);
    auto past = platform->past();
    return {std::move(platform), std::move(past)};
}

}  // namespace baro::platform
