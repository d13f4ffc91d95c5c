// Names of PCI devices from the list that distributions install (https://pci-ids.ucw.cz).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baro::platform {

// Pure: looks one device up in the text of pci.ids. Subsystems are not looked at. Nothing when it is not
// listed.
std::optional<std::string> findPciName(std::string_view pciIds, std::uint32_t vendor, std::uint32_t device);

// The list is read when a device is asked for the first time and not kept: it is large. Not thread-safe.
class PciNames {
  public:
    // The first of the files that exists is used.
    explicit PciNames(std::vector<std::string> files = {"/usr/share/misc/pci.ids",
                                                        "/usr/share/hwdata/pci.ids"})
        : files_(std::move(files)) {}

    // "Navi 31 [Radeon RX 7900 XT]", else "AMD 0x744c", else "0x1234 0x744c".
    const std::string& nameOf(std::uint32_t vendor, std::uint32_t device);

  private:
    std::vector<std::string> files_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> known_;
};

}  // namespace baro::platform
