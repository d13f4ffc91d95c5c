// What each process moved over its sockets, from readings of sockets that come and go.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

#include "core/model/SocketTraffic.h"
#include "platform/linux/SocketDump.h"
#include "platform/linux/SocketOwners.h"

namespace baro::platform {

// Used by one thread. A socket is told from others by its cookie, so it keeps its process when that closed it
// and the kernel still sends what was written. What it moves before its process is found waits for that.
class SocketAccounts {
  public:
    // Sockets of the first reading count from there on, later ones from their beginning.
    void book(const std::vector<TcpSocket>& sockets);

    // Those whose process was not searched for yet.
    SocketInodes withoutOwner() const;
    // The answer to withoutOwner().
    void assign(const SocketOwners::Found& found);

    // Drops processes without a socket that do not run any more.
    void forgetEnded(const std::function<bool(const ProcessIdentity&)>& isAlive);

    SocketTraffic table() const;

  private:
    struct Known {
        TcpBytes newest;
        TcpBytes waiting;  // for the owner
        std::uint64_t inode = 0;
        std::optional<ProcessIdentity> owner;
        bool isNobodys = false;  // was searched for in vain
        std::uint64_t reading = 0;
    };
    void bookOne(const TcpSocket& socket, const TcpBytes& bytes);
    void settle(Known& known);

    std::unordered_map<std::uint64_t, Known> sockets_;  // by cookie
    std::map<ProcessIdentity, TcpBytes> processes_;
    std::uint64_t reading_ = 0;
};

}  // namespace baro::platform
