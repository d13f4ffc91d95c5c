#include "platform/linux/InterfaceHardware.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>

#include "core/base/Numbers.h"

namespace baro::platform {
namespace {

constexpr double bitsPerMegabit = 1e6;

std::string interfaceAttribute(const std::string& path) {
    auto text = readAttribute(path);
    return text ? std::move(text).value() : std::string();
}

template <class T>
std::optional<T> number(const std::string& path) {
    return parseNumber<T>(interfaceAttribute(path));
}

std::optional<double> speedBitsPerSecond(const std::string& folder) {
    const auto megabits = number<std::int64_t>(folder + "/speed");
    if (!megabits || *megabits <= 0) return std::nullopt;
    return static_cast<double>(*megabits) * bitsPerMegabit;
}

std::optional<bool> carrier(const std::string& folder) {
    const auto value = number<int>(folder + "/carrier");
    if (!value || (*value != 0 && *value != 1)) return std::nullopt;
    return *value == 1;
}

// The bytes of an IPv4 or IPv6 address; empty for another family. Copied out, for a sockaddr is not aligned
// for them.
struct AddressBytes {
    std::array<std::uint8_t, sizeof(in6_addr)> bytes{};
    std::size_t size = 0;
};

AddressBytes bytesOf(const sockaddr* address) {
    AddressBytes result;
    if (address->sa_family == AF_INET) {
        sockaddr_in whole{};
        std::memcpy(&whole, address, sizeof whole);
        std::memcpy(result.bytes.data(), &whole.sin_addr, result.size = sizeof whole.sin_addr);
    } else if (address->sa_family == AF_INET6) {
        sockaddr_in6 whole{};
        std::memcpy(&whole, address, sizeof whole);
        std::memcpy(result.bytes.data(), &whole.sin6_addr, result.size = sizeof whole.sin6_addr);
    }
    return result;
}

int prefixLength(const AddressBytes& netmask) {
    int bits = 0;
    for (const std::uint8_t byte : std::span(netmask.bytes).first(netmask.size))
        bits += std::popcount(byte);
    return bits;
}

}  // namespace

std::string formatAddress(const sockaddr* address, const sockaddr* netmask) {
    if (address == nullptr || netmask == nullptr) return {};
    const AddressBytes bytes = bytesOf(address);
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (bytes.size == 0 ||
        inet_ntop(address->sa_family, bytes.bytes.data(), text.data(), text.size()) == nullptr)
        return {};
    return text.data() + ("/" + std::to_string(prefixLength(bytesOf(netmask))));
}

InterfaceAddresses readAddresses() {
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, freeifaddrs);
    InterfaceAddresses addresses;
    for (const ifaddrs* entry = first; entry != nullptr; entry = entry->ifa_next) {
        std::string text = formatAddress(entry->ifa_addr, entry->ifa_netmask);
        if (!text.empty()) addresses[entry->ifa_name].push_back(std::move(text));
    }
    return addresses;
}

int readInterfaceIndex(const Roots& roots, const std::string& name) {
    return number<int>(roots.sysfs + "/class/net/" + name + "/ifindex").value_or(0);
}

InterfaceFacts readInterfaceFacts(const Roots& roots, const std::string& name) {
    const std::string folder = roots.sysfs + "/class/net/" + name;
    InterfaceFacts facts;
    facts.macAddress = interfaceAttribute(folder + "/address");
    facts.operState = interfaceAttribute(folder + "/operstate");
    facts.duplex = interfaceAttribute(folder + "/duplex");
    if (facts.duplex == "unknown") facts.duplex.clear();
    facts.speedBitsPerSecond = speedBitsPerSecond(folder);
    facts.mtuBytes = number<std::uint64_t>(folder + "/mtu");
    facts.carrier = carrier(folder);
    // Without the folder nothing is known, so it is not called virtual either.
    facts.isVirtual = access(folder.c_str(), F_OK) == 0 && access((folder + "/device").c_str(), F_OK) != 0;
    return facts;
}

}  // namespace baro::platform
