#include "platform/linux/NetworkClass.h"

#include <net/if.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <system_error>

#include "platform/linux/Decimal.h"
#include "platform/linux/DirectoryCollector.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

// A machine full of containers has hundreds of interfaces with twenty attributes each.
constexpr std::chrono::seconds classPace{10};

struct Attribute {
    std::string_view file;
    std::string_view metric;
    double least = 0;
};
constexpr Attribute attributes[] = {
    {"addr_assign_type", "node_network_address_assign_type"},
    {"carrier", "node_network_carrier"},
    {"carrier_changes", "node_network_carrier_changes_total"},
    {"carrier_down_count", "node_network_carrier_down_changes_total"},
    {"carrier_up_count", "node_network_carrier_up_changes_total"},
    {"dev_id", "node_network_device_id"},
    {"dormant", "node_network_dormant"},
    {"flags", "node_network_flags"},
    {"ifindex", "node_network_iface_id"},
    {"iflink", "node_network_iface_link"},
    {"link_mode", "node_network_iface_link_mode"},
    {"mtu", "node_network_mtu_bytes"},
    {"name_assign_type", "node_network_name_assign_type"},
    {"netdev_group", "node_network_net_dev_group"},
    {"statistics/rx_nohandler", "node_network_receive_nohandler_total"},
    // The kernel writes its 32 bits with a sign.
    {"tx_queue_len", "node_network_transmit_queue_length", anyNumber},
    {"type", "node_network_protocol_type"},
};

// Decimal, but for flags and dev_id, which the kernel prints with 0x.
Result<double> numberIn(const std::string& path, double least) {
    const auto text = readAttribute(path);
    if (!text) return text.error();
    if (text->starts_with("0x")) {
        const auto bits = parseSysfsHex(*text);
        if (!bits) return malformed(path + ": " + bits.error().message);
        return *bits;
    }
    const auto number = parseDecimal(*text);
    if (!number) return malformed(path + " does not hold a number");
    if (*number < least) return malformed(path + " holds a negative number");
    return *number;
}

std::string_view adminState(const std::string& folder) {
    const auto flags = numberIn(folder + "flags", 0);
    constexpr double most = std::numeric_limits<std::uint32_t>::max();
    if (!flags || *flags > most) return "unknown";
    return (static_cast<std::uint32_t>(*flags) & IFF_UP) != 0 ? "up" : "down";
}

// RFC 2863's, as the kernel writes them (net/core/net-sysfs.c).
bool isOperState(std::string_view word) {
    constexpr std::array<std::string_view, 7> words{"unknown", "notpresent", "down", "lowerlayerdown",
                                                    "testing", "dormant",    "up"};
    return std::ranges::find(words, word) != words.end();
}

class NetworkClassCollector final : public DirectoryCollector {
  public:
    explicit NetworkClassCollector(const Roots& roots)
        : DirectoryCollector("networkClass", classPace, &FamilyReadings::networkClass,
                             roots.sysfs + "/class/net/") {}

  private:
    void tell(const std::string& name, const std::string& folder, FamilyBuilder& into) override {
        // bonding_masters stands among the interfaces and is a file.
        std::error_code error;
        if (std::filesystem::is_directory(folder, error)) tellInterface(name, folder, into);
    }

    void tellInterface(const std::string& name, const std::string& folder, FamilyBuilder& into) {
        for (const Attribute& attribute : attributes)
            if (const auto value = part(numberIn(folder + std::string(attribute.file), attribute.least)))
                into.add(attribute.metric, {name}, *value);
        // Megabits. The kernel's -1 for "not known" is told as node_exporter tells it, for its dashboards
        // divide by this and expect the series; pages go by InterfaceFacts, where it is unknown.
        constexpr double bytesPerMegabit = 125000;
        if (const auto speed = part(numberIn(folder + "speed", -1)))
            into.add("node_network_speed_bytes", {name}, *speed * bytesPerMegabit);
        const std::string operState = attributeOr(folder + "operstate", "");
        if (isOperState(operState)) into.add("node_network_up", {name}, operState == "up" ? 1 : 0);
        into.add(
            "node_network_info",
            {attributeOr(folder + "address", ""), adminState(folder), attributeOr(folder + "broadcast", ""),
             name, attributeOr(folder + "duplex", ""), attributeOr(folder + "ifalias", ""), operState},
            1);
    }
};

}  // namespace

std::unique_ptr<Collector> makeNetworkClassCollector(const Roots& roots) {
    return std::make_unique<NetworkClassCollector>(roots);
}

}  // namespace baro::platform
