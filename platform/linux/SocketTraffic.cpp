#include "platform/linux/SocketTraffic.h"

#include <utility>

#include "platform/linux/SocketAccounts.h"
#include "platform/linux/SocketDump.h"
#include "platform/linux/SocketOwners.h"

namespace baro::platform {
namespace {

constexpr std::chrono::seconds trafficInterval{5};
constexpr std::chrono::minutes forgetInterval{1};

class SocketTrafficCollector final : public SectionCollector<SocketTraffic> {
  public:
    explicit SocketTrafficCollector(const Roots& roots)
        : SectionCollector("socket_traffic", trafficInterval, &Readings::socketTraffic),
          thisMachine_(roots.isThisMachine()),
          owners_(roots.procfs) {}

  private:
    Result<SocketTraffic> read() override;
    Status searchOwners();

    bool thisMachine_;
    SocketOwners owners_;
    SocketAccounts accounts_;
    Nanoseconds forgetAt_{};
};

Result<SocketTraffic> SocketTrafficCollector::read() {
    if (!thisMachine_)
        return absent("the files read are another machine's; its connections cannot be listed");
    const auto sockets = readTcpSockets();
    if (!sockets) return sockets.error();
    accounts_.book(*sockets);
    if (const Status searched = searchOwners(); !searched) return searched.error();
    if (now().monotonic >= forgetAt_) {
        accounts_.forgetEnded([this](const ProcessIdentity& identity) { return owners_.isAlive(identity); });
        forgetAt_ = now().monotonic + forgetInterval;
    }
    return accounts_.table();
}

Status SocketTrafficCollector::searchOwners() {
    if (!owners_.maySearch(now().monotonic)) return Done{};
    SocketInodes wanted = accounts_.withoutOwner();
    if (wanted.empty()) return Done{};
    const auto found = owners_.search(std::move(wanted), now().monotonic);
    if (!found) return found.error();
    accounts_.assign(*found);
    return Done{};
}

}  // namespace

std::unique_ptr<Collector> makeSocketTrafficCollector(const Roots& roots) {
    return std::make_unique<SocketTrafficCollector>(roots);
}

}  // namespace baro::platform
