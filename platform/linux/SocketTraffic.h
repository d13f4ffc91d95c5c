// What processes move over TCP, every 5 s: sock_diag(7) tells the bytes of each connection, /proc/PID/fd
// whose it is.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Needs no rights, but without CAP_SYS_PTRACE only the processes of this user can be looked into; connections
// of others are left out. So is one that opens and closes between two readings, or closes before its process
// is searched for, which SocketOwners does seldom enough to be cheap. What a connection moves after it was
// last read is lost when it closes.
//
// Takes milliseconds at times, so it is for a thread of its own. Absent below other roots than this
// machine's: the kernel can be asked of its own sockets only.
std::unique_ptr<Collector> makeSocketTrafficCollector(const Roots& roots);

}  // namespace baro::platform
