#include "core/model/Network.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "core/hosts/subjects/Subjects.h"
#include "core/metrics/Unit.h"

namespace baro::hosts {
namespace {

struct CounterName {
    std::string_view metric;
    NetworkCounters NetworkInterface::*direction;
    double NetworkCounters::*field;
};
constexpr auto in = &NetworkInterface::received;
constexpr auto out = &NetworkInterface::transmitted;
constexpr std::array<CounterName, 16> counterNames{{
    {"node_network_receive_bytes_total", in, &NetworkCounters::bytes},
    {"node_network_receive_packets_total", in, &NetworkCounters::packets},
    {"node_network_receive_errs_total", in, &NetworkCounters::errors},
    {"node_network_receive_drop_total", in, &NetworkCounters::drops},
    {"node_network_receive_fifo_total", in, &NetworkCounters::fifo},
    {"node_network_receive_frame_total", in, &NetworkCounters::frame},
    {"node_network_receive_compressed_total", in, &NetworkCounters::compressed},
    {"node_network_receive_multicast_total", in, &NetworkCounters::multicast},
    {"node_network_transmit_bytes_total", out, &NetworkCounters::bytes},
    {"node_network_transmit_packets_total", out, &NetworkCounters::packets},
    {"node_network_transmit_errs_total", out, &NetworkCounters::errors},
    {"node_network_transmit_drop_total", out, &NetworkCounters::drops},
    {"node_network_transmit_fifo_total", out, &NetworkCounters::fifo},
    {"node_network_transmit_colls_total", out, &NetworkCounters::frame},
    {"node_network_transmit_compressed_total", out, &NetworkCounters::compressed},
    {"node_network_transmit_carrier_total", out, &NetworkCounters::multicast},
}};

struct InterfaceSeen {
    NetworkInterface one;
    InterfaceFacts facts;
};

class InterfacesSeen {
  public:
    explicit InterfacesSeen(SubjectReader& reader) : reader_(reader) {}

    void takeCounters() {
        for (const CounterName& name : counterNames)
            reader_.each(name.metric, [&](const Labels& labels, double value) {
                seenAs(labels.value("device")).one.*(name.direction).*(name.field) = value;
            });
    }

    // Only of interfaces that have counters.
    template <class Take>
    void take(std::string_view metric, Take take) {
        reader_.each(metric, [&](const Labels& labels, double value) {
            const auto found = seen_.find(labels.value("device"));
            if (found != seen_.end()) take(found->second, labels, value);
        });
    }

    bool empty() const { return seen_.empty(); }

    // In the kernel's order where it is told.
    Network finish() {
        Network network;
        for (auto& [name, seen] : seen_) {
            seen.one.facts = std::make_shared<const InterfaceFacts>(std::move(seen.facts));
            network.interfaces.push_back(std::move(seen.one));
        }
        std::ranges::stable_sort(network.interfaces, {}, &NetworkInterface::index);
        return network;
    }

  private:
    InterfaceSeen& seenAs(std::string_view name) {
        const auto [found, isNew] = seen_.try_emplace(name);
        if (!isNew) return found->second;
        found->second.one.name = name;
        for (const CounterName& counter : counterNames)
            found->second.one.*(counter.direction).*(counter.field) =
                std::numeric_limits<double>::quiet_NaN();
        return found->second;
    }

    SubjectReader& reader_;
    std::map<std::string_view, InterfaceSeen> seen_;
};

void takeInfo(InterfacesSeen& seen) {
    seen.take("node_network_info", [](InterfaceSeen& one, const Labels& labels, double) {
        one.facts.macAddress = labels.value("address");
        one.facts.operState = labels.value("operstate");
        const auto duplex = labels.value("duplex");
        if (duplex != "unknown") one.facts.duplex = duplex;
    });
    seen.take("node_network_address_info", [](InterfaceSeen& one, const Labels& labels, double) {
        std::string address(labels.value("address"));
        if (const auto mask = labels.value("netmask"); !mask.empty()) address.append("/").append(mask);
        one.facts.addresses.push_back(std::move(address));
    });
}

void takeNumbers(InterfacesSeen& seen) {
    seen.take("node_network_iface_id", [](InterfaceSeen& one, const Labels&, double index) {
        if (index >= 0 && index <= std::numeric_limits<int>::max()) one.one.index = static_cast<int>(index);
    });
    // -1 megabit is what drivers say that do not know.
    seen.take("node_network_speed_bytes", [](InterfaceSeen& one, const Labels&, double bytes) {
        if (bytes > 0) one.facts.speedBitsPerSecond = bytes * bitsOfByte;
    });
    seen.take("node_network_mtu_bytes",
              [](InterfaceSeen& one, const Labels&, double bytes) { one.facts.mtuBytes = asCount(bytes); });
    seen.take("node_network_carrier",
              [](InterfaceSeen& one, const Labels&, double carrier) { one.facts.carrier = carrier == 1; });
    for (const std::string_view metric : {"node_wifi_station_signal_dbm", "barograph_wireless_signal_dbm"})
        seen.take(metric, [](InterfaceSeen& one, const Labels&, double signal) {
            one.facts.wireless = WirelessLink{std::nullopt, signal, std::nullopt};
        });
}

}  // namespace

void readNetwork(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    InterfacesSeen seen(reader);
    seen.takeCounters();
    takeInfo(seen);
    takeNumbers(seen);
    const bool isKnown = !seen.empty();
    into.network = reader.section(seen.finish(), "network interfaces", isKnown);
}

}  // namespace baro::hosts
