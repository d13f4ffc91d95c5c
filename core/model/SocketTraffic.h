// What processes moved over the network, as far as a user without special rights can know.
#pragma once

#include <vector>

#include "core/model/Process.h"

namespace baro {

// Payload over TCP, booked while a connection is open and its process known. Counters that begin at 0 when
// Barograph does, and do not go back when a connection ends.
struct ProcessTraffic {
    ProcessIdentity identity;
    double receivedBytes = 0;
    double sentBytes = 0;  // what the peer acknowledged
};

// A process without a connection since Barograph began has no entry; one that ended stays for about a minute.
struct SocketTraffic {
    std::vector<ProcessTraffic> processes;  // ascending by identity
};

}  // namespace baro
