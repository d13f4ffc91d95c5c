#include "platform/linux/Selinux.h"

#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

class SelinuxCollector final : public FamiliesCollector {
  public:
    explicit SelinuxCollector(const Roots& roots)
        : FamiliesCollector("selinux", std::chrono::seconds(60), &FamilyReadings::selinux),
          filesystems_(roots.sysfs + "/fs"),
          enforce_(filesystems_ + "/selinux/enforce"),
          config_(roots.etc + "/selinux/config") {}

  private:
    Result<Families> read() override {
        // Without any sysfs nobody knows; with one, a kernel without its file has SELinux off.
        if (const auto any = listDirectory(filesystems_); !any) return any.error();
        const auto mode = readNumber(enforce_);
        if (!mode && mode.error().kind != ErrorKind::Absent) return mode.error();
        FamilyBuilder families;
        families.add("node_selinux_enabled", {}, mode ? 1 : 0);
        if (!mode) return families.take();
        families.add("node_selinux_current_mode", {}, *mode);
        const auto text = readFile(config_);
        if (const auto configured = text ? parseSelinuxConfig(*text) : std::nullopt)
            families.add("node_selinux_config_mode", {}, *configured);
        return families.take();
    }

    std::string filesystems_;
    std::string enforce_;
    std::string config_;
};

}  // namespace

std::optional<int> parseSelinuxConfig(std::string_view text) {
    constexpr std::string_view key = "SELINUX=";
    while (const auto line = takeLine(text)) {
        const std::string_view setting = trimmed(*line);
        if (!setting.starts_with(key)) continue;
        const std::string_view mode = trimmed(setting.substr(key.size()));
        if (mode == "enforcing") return 1;
        if (mode == "permissive") return 0;
        if (mode == "disabled") return -1;
    }
    return std::nullopt;
}

std::unique_ptr<Collector> makeSelinuxCollector(const Roots& roots) {
    return std::make_unique<SelinuxCollector>(roots);
}

}  // namespace baro::platform
