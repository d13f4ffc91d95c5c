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

void addUp(const Frame& frame, SampleSink& sink) {
    addFact(frame, sink, [](const InterfaceFacts& facts) {
        return facts.operState.empty() ? std::nullopt : std::optional(facts.operState == "up" ? 1 : 0);
    });
}

void addCarrier(const Frame& frame, SampleSink& sink) {
    addFact(frame, sink, [](const InterfaceFacts& facts) { return facts.carrier; });
}

void addSpeed(const Frame& frame, SampleSink& sink) {
    addFact(frame, sink, [](const InterfaceFacts& facts) {
        return facts.speedBitsPerSecond ? std::optional(*facts.speedBitsPerSecond / 8) : std::nullopt;
    });
}

void addMtu(const Frame& frame, SampleSink& sink) {
    addFact(frame, sink, [](const InterfaceFacts& facts) { return facts.mtuBytes; });
}

void addInfo(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.network) return;
    for (const NetworkInterface& one : frame.readings.network->interfaces) {
        sink.add({one.facts->macAddress, one.name, one.facts->duplex, one.facts->operState}, 1);
    }
}

void addSignal(const Frame& frame, SampleSink& sink) {
    addFact(frame, sink, [](const InterfaceFacts& facts) {
        return facts.wireless ? facts.wireless->signalDbm : std::nullopt;
    });
}

}  // namespace

Rows networkMetrics() {
    using C = NetworkCounters;
    using enum MetricKind;
    return readFrom<&Readings::network>({
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
        {"node_network_up", "1 when the operational state is up", Unit::None, Gauge, {"device"}, addUp},
        {"node_network_carrier", "1 when a carrier is there", Unit::None, Gauge, {"device"}, addCarrier},
        {"node_network_speed_bytes",
         "Speed of the link in bytes per second",
         Unit::BytesPerSecond,
         Gauge,
         {"device"},
         addSpeed},
        {"node_network_mtu_bytes", "Largest packet", Unit::Bytes, Gauge, {"device"}, addMtu},
        {"node_network_info",
         "What the interface is; the value is always 1",
         Unit::None,
         Gauge,
         {"address", "device", "duplex", "operstate"},
         addInfo},
        {"barograph_wireless_signal_dbm",
         "Strength of the wireless signal",
         Unit::None,
         Gauge,
         {"device"},
         addSignal},
    });
}

}  // namespace baro::catalog
