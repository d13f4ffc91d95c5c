#include "platform/linux/Watchdogs.h"

#include <array>

#include "platform/linux/DirectoryCollector.h"

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

class WatchdogsCollector final : public DirectoryCollector {
  public:
    explicit WatchdogsCollector(const Roots& roots)
        : DirectoryCollector("watchdog", std::chrono::seconds(10), &FamilyReadings::watchdog,
                             roots.sysfs + "/class/watchdog/") {}

  private:
    void tell(const std::string& name, const std::string& device, FamilyBuilder& families) const override {
        for (const Told& each : told)
            if (const auto number = readNumber(device + std::string(each.file)))
                families.add(each.metric, {name}, *number);
        const auto text = [&device](const char* file) { return attributeOr(device + file, ""); };
        families.add("node_watchdog_info",
                     {name, text("options"), text("identity"), text("state"), text("status"),
                      text("pretimeout_governor")},
                     1);
    }
};

}  // namespace

std::unique_ptr<Collector> makeWatchdogsCollector(const Roots& roots) {
    return std::make_unique<WatchdogsCollector>(roots);
}

}  // namespace baro::platform
