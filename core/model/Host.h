// What machine this is. Read once, but for the host name.
#pragma once

#include <optional>
#include <string>

namespace baro {

struct Host {
    std::string name;           // host name
    std::string domainName;     // of NIS, not of DNS; "(none)" on nearly every machine
    std::string kernelName;     // "Linux"
    std::string kernelRelease;  // "6.1.0-18-amd64"
    std::string kernelVersion;
    std::string architecture;   // "x86_64"
    std::string osName;         // os-release PRETTY_NAME
    std::string osId;           // os-release ID
    std::string vendor;         // DMI
    std::string model;          // DMI product
    std::string boardName;
    std::string biosVersion;
    std::string virtualization;  // "kvm", "vmware", "container", ...; empty on bare metal or when unknown
    std::optional<double> uptimeSeconds;
    std::optional<double> bootTimeSeconds;  // since 1970-01-01 UTC
};

}  // namespace baro
