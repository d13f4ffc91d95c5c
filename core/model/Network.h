// Network interfaces, protocols and sockets.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/NamedValues.h"

namespace baro {

// Since the interface exists, as /proc/net/dev counts.
struct NetworkCounters {
    double bytes = 0;
    double packets = 0;
    double errors = 0;
    double drops = 0;
    double fifo = 0;
    double frame = 0;       // receive: frame; transmit: collisions
    double compressed = 0;
    double multicast = 0;   // receive: multicast; transmit: carrier losses
};

struct WirelessLink {
    std::optional<double> qualityRatio;  // 0 to 1
    std::optional<double> signalDbm;
    std::optional<double> noiseDbm;
};

struct InterfaceFacts {
    std::string macAddress;
    std::vector<std::string> addresses;  // "192.0.2.4/24", "fe80::1/64"
    std::string operState;               // "up", "down", "unknown", "dormant", ...
    std::string duplex;                  // "full", "half"; empty when unknown
    std::optional<double> speedBitsPerSecond;
    std::optional<std::uint64_t> mtuBytes;
    std::optional<bool> carrier;
    bool isVirtual = false;  // lo, bridges, veth, tunnels
    std::optional<WirelessLink> wireless;
};

struct NetworkInterface {
    std::string name;
    int index = 0;  // the kernel's; a re-plugged device gets a new one, so name and index are its identity; 0 unknown
    NetworkCounters received;
    NetworkCounters transmitted;
    std::shared_ptr<const InterfaceFacts> facts;  // never null
};

struct Network {
    std::vector<NetworkInterface> interfaces;  // in the kernel's order
};

struct Sockets {
    // /proc/net/snmp, snmp6 and netstat as "Tcp_CurrEstab", "Udp_InDatagrams", "TcpExt_ListenDrops": counters, except the few gauges.
    NamedValues protocols;
    // /proc/net/sockstat and sockstat6 as "TCP_inuse", "sockets_used", "TCP_mem" (pages)
    // and beside it "TCP_mem_bytes": gauges.
    NamedValues sockets;
};

}  // namespace baro
