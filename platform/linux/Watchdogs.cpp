#include "platform/linux/Watchdogs.h"

#include <array>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

struct Told {
    std::string_view file;
    std::string_view metric;
};
constexpr std::array told{
    Told{"bootstatus", "node_watchdog_bootstatus"},   Told{"fw_version", "node_watchdog_fw_version"},
    Told{"nowayout", "node_watchdog_nowayout"},       Told{"timeleft", "node_watchdog_timeleft_seconds"},
    Told{"timeout", "node_watchdog_timeout_seconds"}, Told{"pretimeout", "node_watchdog_pretimeout_seconds"},
    Told{"access_cs0", "node_watchdog_access_cs0"},
};

class WatchdogsCollector final : public FamiliesCollector {
  public:
    explicit WatchdogsCollector(const Roots& roots)
        : FamiliesCollector("watchdog", std::chrono::seconds(10), &FamilyReadings::watchdog),
          folder_(roots.sysfs + "/class/watchdog/") {}

  protected:
    Result<Families> read() override {
        const auto names = listDirectory(folder_);
        if (!names) return names.error();
        FamilyBuilder families;
        for (const std::string& name : *names)
            add(families, name);
        return families.take();
    }

  private:
    void add(FamilyBuilder& families, const std::string& name) const {
        const std::string device = folder_ + name + '/';
        for (const Told& each : told)
            if (const auto number = readNumber(device + std::string(each.file)))
                families.add(each.metric, {name}, *number);
        const auto text = [&device](const char* file) {
            const auto content = readAttribute(device + file);
            return content ? *content : std::string();
        };
        families.add("node_watchdog_info",
                     {name, text("options"), text("identity"), text("state"), text("status"),
                      text("pretimeout_governor")},
                     1);
    }

    std::string folder_;
};

}  // namespace

std::unique_ptr<Collector> makeWatchdogsCollector(const Roots& roots) {
    return std::make_unique<WatchdogsCollector>(roots);
}

}  // namespace baro::platform
