#include "platform/linux/Watchdogs.h"

#include <array>

#include "platform/linux/DirectoryCollector.h"

namespace baro::platform {
namespace {

struct WatchdogFile {
    std::string_view file;
    std::string_view metric;
    double least = 0;
};
constexpr std::array watchdogFiles{
    WatchdogFile{"bootstatus", "node_watchdog_bootstatus"},
    // The kernel writes its 32 bits with a sign.
    WatchdogFile{"fw_version", "node_watchdog_fw_version", anyNumber},
    WatchdogFile{"nowayout", "node_watchdog_nowayout"},
    WatchdogFile{"timeleft", "node_watchdog_timeleft_seconds"},
    WatchdogFile{"timeout", "node_watchdog_timeout_seconds"},
    WatchdogFile{"pretimeout", "node_watchdog_pretimeout_seconds"},
    WatchdogFile{"access_cs0", "node_watchdog_access_cs0"},
};

class WatchdogsCollector final : public DirectoryCollector {
  public:
    explicit WatchdogsCollector(const Roots& roots)
        : DirectoryCollector("watchdog", std::chrono::seconds(10), &FamilyReadings::watchdog,
                             roots.sysfs + "/class/watchdog/") {}

  private:
    void tell(const std::string& name, const std::string& device, FamilyBuilder& families) override {
        for (const WatchdogFile& each : watchdogFiles)
            if (const auto number = part(readNumber(device + std::string(each.file), each.least)))
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
