#include "platform/linux/Host.h"

#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/Escape.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"
#include "platform/linux/Cpu.h"
#include "platform/linux/Cpuinfo.h"
#include "platform/linux/Decimal.h"
#include "platform/linux/OsRelease.h"
#include "platform/linux/Virtualization.h"

namespace baro::platform {
namespace {

std::string textIn(const std::string& path) {
    const auto text = readAttribute(path);
    return text ? validUtf8(text.value()) : std::string();
}

class HostCollector final : public SectionCollector<Host> {
  public:
    explicit HostCollector(Roots roots)
        // The name may change; the rest is read once.
        : SectionCollector("host", std::chrono::seconds(60), &Readings::host), roots_(std::move(roots)) {}

  private:
    Result<Host> read() override {
        if (!facts_) {
            auto facts = readFacts();
            if (!facts) return facts.error();
            facts_ = std::move(facts).value();
        }
        Host host = *facts_;
        const auto name = readAttribute(roots_.procfs + "/sys/kernel/hostname");
        if (!name) return name.error();
        host.name = validUtf8(name.value());
        host.domainName = textIn(roots_.procfs + "/sys/kernel/domainname");
        if (const auto text = readFile(roots_.procfs + "/uptime"))
            if (const auto uptime = parseUptime(text.value())) host.uptimeSeconds = uptime.value();
        // Read again because the kernel moves it when the clock is set.
        if (const auto text = readFile(roots_.procfs + "/stat"))
            if (const auto stat = parseStat(text.value(), 1); stat && stat.value().kernel)
                host.bootTimeSeconds = stat.value().kernel.value().bootTimeSeconds;
        return host;
    }

    Result<Host> readFacts() const {
        Host host;
        const auto release = readAttribute(roots_.procfs + "/sys/kernel/osrelease");
        if (!release) return release.error();
        host.kernelRelease = release.value();
        host.kernelName = textIn(roots_.procfs + "/sys/kernel/ostype");
        host.kernelVersion = textIn(roots_.procfs + "/sys/kernel/version");
        host.architecture = architecture();
        addOsRelease(host);
        addFirmware(host);
        return host;
    }

    std::string architecture() const {
        const std::string told = textIn(roots_.procfs + "/sys/kernel/arch");  // since 6.1
        utsname names{};
        if (!told.empty() || !roots_.isThisMachine() || uname(&names) != 0) return told;
        return names.machine;
    }

    // The second place is where os-release(5) puts it; the first is usually a link to it.
    void addOsRelease(Host& host) const {
        for (const char* place : {"/os-release", "/../usr/lib/os-release"}) {
            const auto text = readFile(roots_.etc + place);
            if (!text) continue;
            if (const auto release = parseOsRelease(text.value())) {
                host.osName = validUtf8(release.value().prettyName);
                host.osId = validUtf8(release.value().id);
            }
            return;
        }
    }

    void addFirmware(Host& host) const {
        const std::string dmi = roots_.sysfs + "/class/dmi/id/";
        host.vendor = firmwareName(textIn(dmi + "sys_vendor"));
        host.model = firmwareName(textIn(dmi + "product_name"));
        const MachineNames names{host.vendor, host.model};
        // Lenovo's product name is an order number; people know the machine by its version.
        if (host.vendor == "LENOVO")
            if (auto version = firmwareName(textIn(dmi + "product_version")); !version.empty())
                host.model = version;
        host.boardName = firmwareName(textIn(dmi + "board_name"));
        host.biosVersion = firmwareName(textIn(dmi + "bios_version"));
        if (host.model.empty())
            host.model = firmwareName(textIn(roots_.sysfs + "/firmware/devicetree/base/model"));
        const auto text = readFile(roots_.procfs + "/cpuinfo");
        const auto info = text ? parseCpuinfo(text.value()) : text.error();
        host.virtualization = virtualizationBelow(roots_, names, info && info.value().underHypervisor);
    }

    Roots roots_;
    std::optional<Host> facts_;
};

}  // namespace

Result<double> parseUptime(std::string_view text) {
    const Error wrong = malformed("uptime is not \"seconds seconds\"");
    if (endsWithin(text)) return wrong;
    text = trimmed(text);
    const auto uptime = parseDecimal(takeField(text));
    const auto idle = parseDecimal(takeField(text));
    if (!uptime || !idle || *uptime < 0 || !text.empty()) return wrong;
    return *uptime;
}

std::string firmwareName(std::string_view text) {
    constexpr std::array<std::string_view, 8> placeholders{
        "To Be Filled By O.E.M.", "To be filled by O.E.M.", "Default string", "System Product Name",
        "System manufacturer",    "Not Specified",          "None",           "O.E.M."};
    text = trimmed(text.substr(0, text.find('\0')));  // the device tree ends its strings so
    if (std::ranges::find(placeholders, text) != placeholders.end()) return {};
    return std::string(text);
}

std::unique_ptr<Collector> makeHostCollector(const Roots& roots) {
    return std::make_unique<HostCollector>(roots);
}

}  // namespace baro::platform
