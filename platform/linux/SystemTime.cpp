#include "platform/linux/SystemTime.h"

#include <ctime>

#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

class SystemTimeCollector final : public FamiliesCollector {
  public:
    explicit SystemTimeCollector(const Roots& roots)
        : FamiliesCollector("time", std::chrono::seconds(1), &FamilyReadings::time),
          folder_(roots.sysfs + "/devices/system/clocksource/") {}

  protected:
    Result<Families> read() override {
        FamilyBuilder families;
        families.add("node_time_seconds", {}, seconds(now().wall));
        addZone(families);
        if (const Status status = addSources(families); !status) return status.error();
        return families.take();
    }

  private:
    struct Source {
        std::string device;
        KeptFile available;
        KeptFile current;
    };

    void addZone(FamilyBuilder& families) const {
        const std::time_t time = std::chrono::duration_cast<std::chrono::seconds>(now().wall).count();
        std::tm local{};
        if (localtime_r(&time, &local) != nullptr)
            families.add("node_time_zone_offset_seconds", {local.tm_zone},
                         static_cast<double>(local.tm_gmtoff));
    }

    // Devices do not come and go, but which clock source is used does change.
    void findSources() {
        constexpr std::string_view prefix = "clocksource";
        const auto names = listDirectory(folder_);
        if (!names) return;
        for (const std::string& name : *names)
            if (name.starts_with(prefix))
                sources_.push_back({name.substr(prefix.size()),
                                    KeptFile(folder_ + name + "/available_clocksource"),
                                    KeptFile(folder_ + name + "/current_clocksource")});
    }

    Status addSources(FamilyBuilder& families) {
        if (sources_.empty()) findSources();
        for (Source& source : sources_) {
            const auto available = source.available.read();
            if (!available) return available.error();
            std::string_view names = trimmed(*available);
            for (auto name = takeField(names); !name.empty(); name = takeField(names))
                families.add("node_time_clocksource_available_info", {source.device, name}, 1);
            const auto current = source.current.read();
            if (!current) return current.error();
            families.add("node_time_clocksource_current_info", {source.device, trimmed(*current)}, 1);
        }
        return Done{};
    }

    std::string folder_;
    std::vector<Source> sources_;
};

}  // namespace

std::unique_ptr<Collector> makeSystemTimeCollector(const Roots& roots) {
    return std::make_unique<SystemTimeCollector>(roots);
}

}  // namespace baro::platform
