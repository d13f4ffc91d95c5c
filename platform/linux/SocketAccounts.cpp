#include "platform/linux/SocketAccounts.h"

#include <algorithm>
#include <set>

namespace baro::platform {
namespace {

std::uint64_t increase(std::uint64_t before, std::uint64_t now) {
    return now > before ? now - before : 0;
}

void addBytes(const TcpBytes& bytes, TcpBytes& to) {
    to.received += bytes.received;
    to.sent += bytes.sent;
}

}  // namespace

void SocketAccounts::settle(Known& known) {
    addBytes(known.waiting, processes_[*known.owner]);
    known.waiting = {};
}

void SocketAccounts::bookOne(const TcpSocket& socket, const TcpBytes& bytes) {
    const auto [at, isNew] = sockets_.try_emplace(socket.cookie);
    Known& known = at->second;
    if (isNew && reading_ == 1) known.newest = bytes;
    addBytes({.received = increase(known.newest.received, bytes.received),
              .sent = increase(known.newest.sent, bytes.sent)},
             known.waiting);
    known.newest = bytes;
    known.inode = socket.inode;
    known.reading = reading_;
    if (known.owner) settle(known);
}

void SocketAccounts::book(const std::vector<TcpSocket>& sockets) {
    ++reading_;
    for (const TcpSocket& socket : sockets)
        if (socket.bytes) bookOne(socket, *socket.bytes);
    std::erase_if(sockets_, [this](const auto& entry) { return entry.second.reading != reading_; });
}

SocketInodes SocketAccounts::withoutOwner() const {
    SocketInodes inodes;
    for (const auto& [cookie, known] : sockets_)
        if (known.inode != 0 && !known.owner && !known.isNobodys) inodes.insert(known.inode);
    return inodes;
}

void SocketAccounts::assign(const SocketOwners::Found& found) {
    for (auto& [cookie, known] : sockets_) {
        if (known.inode == 0 || known.owner || known.isNobodys) continue;
        if (const auto owner = found.owners.find(known.inode); owner != found.owners.end()) {
            known.owner = owner->second;
            settle(known);
        } else {
            known.isNobodys = found.lookedEverywhere;
        }
    }
}

void SocketAccounts::forgetEnded(const std::function<bool(const ProcessIdentity&)>& isAlive) {
    std::set<ProcessIdentity> holders;
    for (const auto& [cookie, known] : sockets_)
        if (known.owner) holders.insert(*known.owner);
    std::erase_if(processes_,
                  [&](const auto& entry) { return !holders.contains(entry.first) && !isAlive(entry.first); });
}

SocketTraffic SocketAccounts::table() const {
    SocketTraffic table;
    table.processes.reserve(processes_.size());
    for (const auto& [identity, bytes] : processes_)
        table.processes.push_back({.identity = identity,
                                   .receivedBytes = static_cast<double>(bytes.received),
                                   .sentBytes = static_cast<double>(bytes.sent)});
    return table;
}

}  // namespace baro::platform
