#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <auto Direction, auto Field>
void addCounter(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.network) return;
    for (const NetworkInterface& one : frame.readings.network->interfaces)
        sink.add({one.name}, one.*Direction.*Field);
}

template <auto Field>
Metric received(std::string_view name, std::string_view help, Unit unit = Unit::None) {
    return {
        name, help, unit, MetricKind::Counter, {"device"}, addCounter<&NetworkInterface::received, Field>};
}

template <auto Field>
Metric transmitted(std::string_view name, std::string_view help, Unit unit = Unit::None) {
    return {
        name, help, unit, MetricKind::Counter, {"device"}, addCounter<&NetworkInterface::transmitted, Field>};
}

template <class Value>
void addFact(const Frame& frame, SampleSink& sink, Value value) {
    if (!frame.readings.network) return;
    for (const NetworkInterface& one : frame.readings.network->interfaces) {
        addKnown(sink, {one.name}, value(*one.facts));
    }
}

void addSignal(const Frame& frame, SampleSink& sink) {
    addFact(frame, sink, [](const InterfaceFacts& facts) {
        return facts.wireless ? facts.wireless->signalDbm : std::nullopt;
    });
}

Metric attribute(std::string_view name, std::string_view help, Unit unit = Unit::None,
                 MetricKind kind = MetricKind::Gauge) {
    return {name, help, unit, kind, {"device"}};
}

// The numbers' meanings: include/uapi/linux/if.h, if_arp.h and netdevice.h of the kernel.
Rows networkClassMetrics() {
    using enum MetricKind;
    return passedOn<&FamilyReadings::networkClass>(
        "netclass", {
                        attribute("node_network_up", "1 when the operational state is up"),
                        attribute("node_network_carrier", "1 when a carrier is there"),
                        attribute("node_network_carrier_changes_total", "Times that the carrier came or went",
                                  Unit::None, Counter),
                        attribute("node_network_carrier_up_changes_total", "Times that the carrier came",
                                  Unit::None, Counter),
                        attribute("node_network_carrier_down_changes_total", "Times that the carrier went",
                                  Unit::None, Counter),
                        attribute("node_network_speed_bytes", "Speed of the link in bytes per second",
                                  Unit::BytesPerSecond),
                        attribute("node_network_mtu_bytes", "Largest packet", Unit::Bytes),
                        attribute("node_network_transmit_queue_length", "Packets that may wait to be sent"),
                        attribute("node_network_receive_nohandler_total",
                                  "Packets received on an inactive member of a bond", Unit::None, Counter),
                        attribute("node_network_flags", "Flags of the interface, as a number"),
                        attribute("node_network_address_assign_type", "Who chose the address, as a number"),
                        attribute("node_network_name_assign_type", "Who chose the name, as a number"),
                        attribute("node_network_protocol_type", "Protocol of the link, as a number"),
                        attribute("node_network_device_id", "Tells interfaces with one address apart"),
                        attribute("node_network_dormant", "1 when a partner has to be waited for"),
                        attribute("node_network_iface_id", "Index of the interface"),
                        attribute("node_network_iface_link", "Index of the interface below"),
                        attribute("node_network_iface_link_mode", "Who may declare the link up, as a number"),
                        attribute("node_network_net_dev_group", "Group of the interface"),
                        {"node_network_info",
                         "What the interface is; the value is always 1",
                         Unit::None,
                         Gauge,
                         {"address", "adminstate", "broadcast", "device", "duplex", "ifalias", "operstate"}},
                    });
}

}  // namespace

Rows networkMetrics() {
    using C = NetworkCounters;
    using enum MetricKind;
    return together(
        networkClassMetrics(),
        readFrom<&Readings::network>({
            received<&C::bytes>("node_network_receive_bytes_total", "Bytes received", Unit::Bytes),
            received<&C::packets>("node_network_receive_packets_total", "Packets received"),
            received<&C::errors>("node_network_receive_errs_total", "Packets received with errors"),
            received<&C::drops>("node_network_receive_drop_total", "Received packets that were dropped"),
            received<&C::fifo>("node_network_receive_fifo_total", "Receive buffer overruns"),
            received<&C::frame>("node_network_receive_frame_total", "Framing errors"),
            received<&C::compressed>("node_network_receive_compressed_total", "Compressed packets received"),
            received<&C::multicast>("node_network_receive_multicast_total", "Multicast packets received"),
            transmitted<&C::bytes>("node_network_transmit_bytes_total", "Bytes sent", Unit::Bytes),
            transmitted<&C::packets>("node_network_transmit_packets_total", "Packets sent"),
            transmitted<&C::errors>("node_network_transmit_errs_total", "Packets that could not be sent"),
            transmitted<&C::drops>("node_network_transmit_drop_total", "Packets dropped before sending"),
            transmitted<&C::fifo>("node_network_transmit_fifo_total", "Send buffer overruns"),
            transmitted<&C::frame>("node_network_transmit_colls_total", "Collisions"),
            transmitted<&C::compressed>("node_network_transmit_compressed_total", "Compressed packets sent"),
            transmitted<&C::multicast>("node_network_transmit_carrier_total", "Carrier losses"),
            {"barograph_wireless_signal_dbm",
             "Strength of the wireless signal",
             Unit::None,
             Gauge,
             {"device"},
             addSignal},
        }));
}

}  // namespace baro::catalog
