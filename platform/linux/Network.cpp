#include "platform/linux/Network.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "platform/linux/NetDev.h"

namespace baro::platform {
namespace {

constexpr std::chrono::seconds linkFactsInterval{5};

struct Known {
    std::string name;
    int index = 0;
    std::shared_ptr<const InterfaceFacts> facts;
};

class NetworkCollector final : public SectionCollector<Network> {
  public:
    NetworkCollector(const Roots& roots, ReadAddresses addresses)
        : SectionCollector("network", std::chrono::seconds(1), &Readings::network),
          roots_(roots),
          readAddresses_(std::move(addresses)),
          dev_(roots.procfs + "/net/dev"),
          wireless_(roots.procfs + "/net/wireless") {}

  private:
    Result<Network> read() override {
        const auto text = dev_.read();
        if (!text) return text.error();
        auto rows = parseNetDev(*text);
        if (!rows) return rows.error();
        const bool sameSet = std::ranges::equal(*rows, known_, {}, &NetDevRow::name, &Known::name);
        if (!sameSet || !factsReadAt_ || now().monotonic - *factsReadAt_ >= linkFactsInterval)
            readFacts(*rows);
        if (radioProblem_) tellMissing(*radioProblem_);
        Network network;
        network.interfaces.reserve(rows->size());
        for (std::size_t i = 0; i < rows->size(); ++i) {
            NetDevRow& row = (*rows)[i];
            network.interfaces.push_back(
                {std::move(row.name), known_[i].index, row.received, row.transmitted, known_[i].facts});
        }
        return network;
    }

    void readFacts(const std::vector<NetDevRow>& rows) {
        factsReadAt_ = now().monotonic;
        InterfaceAddresses addresses = readAddresses_();
        const WirelessLinks links = readWireless();
        known_.clear();
        known_.reserve(rows.size());
        for (const NetDevRow& row : rows) {
            InterfaceFacts facts = readInterfaceFacts(roots_, row.name);
            if (const auto found = addresses.find(row.name); found != addresses.end())
                facts.addresses = std::move(found->second);
            if (const auto found = links.find(row.name); found != links.end()) facts.wireless = found->second;
            known_.push_back({row.name, readInterfaceIndex(roots_, row.name),
                              std::make_shared<const InterfaceFacts>(std::move(facts))});
        }
    }

    // A machine without radio, or a kernel without the old interface, has no such file: then no link is
    // known.
    WirelessLinks readWireless() {
        radioProblem_.reset();
        const auto text = wireless_.read();
        if (!text && text.error().kind == ErrorKind::Absent) return {};
        auto links = text ? parseWireless(*text) : text.error();
        if (links) return std::move(links).value();
        radioProblem_ = links.error();
        return {};
    }

    Roots roots_;
    ReadAddresses readAddresses_;
    KeptFile dev_;
    KeptFile wireless_;
    std::vector<Known> known_;  // in the order of net/dev
    std::optional<Nanoseconds> factsReadAt_;
    std::optional<Error> radioProblem_;  // why no link is known although there should be
};

}  // namespace

std::unique_ptr<Collector> makeNetworkCollector(const Roots& roots, ReadAddresses addresses) {
    return std::make_unique<NetworkCollector>(roots, std::move(addresses));
}

std::unique_ptr<Collector> makeNetworkCollector(const Roots& roots) {
    if (roots.isThisMachine()) return makeNetworkCollector(roots, readAddresses);
    return makeNetworkCollector(roots, [] { return InterfaceAddresses(); });
}

}  // namespace baro::platform
