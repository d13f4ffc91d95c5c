#include "platform/linux/GpuDevices.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "platform/linux/DeviceIdentity.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

bool isCard(std::string_view name) {  // "card0", not "card0-DP-1" or "renderD128"
    return name.starts_with("card") && name.size() > 4 &&
           name.substr(4).find_first_not_of("0123456789") == std::string_view::npos;
}

std::uint32_t identifier(const std::string& path) {
    const auto text = readAttribute(path);
    if (!text) return 0;
    const auto id = parseSysfsHex(*text);
    return id ? *id : 0;
}

std::string boundDriver(const std::string& devicePath) {
    std::error_code unknown;
    const auto target = std::filesystem::read_symlink(devicePath + "/driver", unknown);
    return unknown ? std::string() : target.filename().string();
}

// Processor graphics of Intel are on bus 0. Those of AMD can be anywhere, but amdgpu gives only them the
// voltage of the northbridge (in1) and only the others a power limit (power1_cap).
bool isDiscrete(const GpuDevice& gpu) {
    if (gpu.driver == "nvidia") return true;
    if (gpu.driver != "amdgpu") return gpu.identity.substr(5, 3) != "00:";
    const auto chips = listDirectory(gpu.path + "/hwmon");
    if (!chips || chips->empty()) return false;
    const std::string chip = gpu.path + "/hwmon/" + chips->front();
    return std::filesystem::exists(chip + "/power1_cap") && !std::filesystem::exists(chip + "/in1_input");
}

class Listing {
  public:
    Listing(const Roots& roots, PciNames& names) : roots_(roots), names_(names) {}

    void add(const std::string& link, const std::string& cardPath) {
        const std::string path = pciDeviceAbove(roots_.sysfs, link);
        if (path.empty()) return;  // not PCI: a virtual or built-in display without figures
        GpuDevice gpu;
        gpu.identity = std::filesystem::path(path).filename().string();
        gpu.path = path;
        gpu.cardPath = cardPath;
        gpu.driver = boundDriver(path);
        gpu.model = names_.nameOf(identifier(path + "/vendor"), identifier(path + "/device"));
        gpu.discrete = isDiscrete(gpu);
        byAddress_.try_emplace(gpu.identity, gpu);
    }
    std::vector<GpuDevice> take() {
        std::vector<GpuDevice> gpus;
        for (auto& [address, gpu] : byAddress_)
            gpus.push_back(std::move(gpu));
        return gpus;
    }

  private:
    const Roots& roots_;
    PciNames& names_;
    std::map<std::string, GpuDevice> byAddress_;
};

}  // namespace

std::vector<GpuDevice> findGpuDevices(const Roots& roots, PciNames& names) {
    Listing listing(roots, names);
    const std::string cards = roots.sysfs + "/class/drm";
    if (const auto entries = listDirectory(cards))
        for (const std::string& entry : *entries)
            if (isCard(entry)) listing.add(cards + "/" + entry + "/device", cards + "/" + entry);
    const std::string nvidia = roots.sysfs + "/bus/pci/drivers/nvidia";
    if (const auto entries = listDirectory(nvidia))
        for (const std::string& entry : *entries)
            if (isPciAddress(entry)) listing.add(nvidia + "/" + entry, "");
    return listing.take();
}

}  // namespace baro::platform
