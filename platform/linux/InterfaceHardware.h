// What a network interface is: its folder in sysfs (https://docs.kernel.org/admin-guide/abi-testing.html,
// sysfs-class-net) and its addresses.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/model/Network.h"
#include "platform/linux/Files.h"

struct sockaddr;

namespace baro::platform {

// Addresses with prefix length by interface name.
using InterfaceAddresses = std::map<std::string, std::vector<std::string>, std::less<>>;
using ReadAddresses = std::function<InterfaceAddresses()>;

// getifaddrs(3). Empty when the kernel does not answer.
InterfaceAddresses readAddresses();

// "192.0.2.4/24", "fe80::1/64"; empty for another family, or without a netmask.
std::string formatAddress(const sockaddr* address, const sockaddr* netmask);

// The kernel's number of the interface; 0 when unknown.
int readInterfaceIndex(const Roots& roots, const std::string& name);

// Without addresses and radio link. What cannot be read is empty or nothing; many drivers give no speed while
// the link is down (EINVAL, -1).
InterfaceFacts readInterfaceFacts(const Roots& roots, const std::string& name);

}  // namespace baro::platform
