#include "ui/models/NetworkTables.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct NetworkWords {
    Q_DECLARE_TR_FUNCTIONS(NetworkTables)
};

const NetworkRates* interfaceRatesOf(const Frame& frame, const std::string& name) {
    if (!frame.rates.network) return nullptr;
    const auto found = std::ranges::find(*frame.rates.network, name, &NetworkRates::name);
    return found == frame.rates.network->end() ? nullptr : &*found;
}

QString stateOf(const InterfaceFacts& facts) {
    if (facts.carrier && !*facts.carrier) return NetworkWords::tr("no carrier");
    // The loopback interface and tunnels report "unknown" although they work.
    if (facts.operState == "unknown" && facts.carrier.value_or(false)) return NetworkWords::tr("up");
    return facts.operState.empty() ? QStringLiteral("–") : machineText(facts.operState);
}

TableCell linkCell(const InterfaceFacts& facts, const FormatStyle& style) {
    if (facts.wireless && facts.wireless->signalDbm) {
        const QString signal = NetworkWords::tr("%1 dBm").arg(*facts.wireless->signalDbm, 0, 'f', 0);
        const auto quality = facts.wireless->qualityRatio;
        return textCell(quality ? QString::fromStdString(formatValue(*quality, Unit::Ratio, style)) + ", " +
                                      signal
                                : signal);
    }
    if (!facts.speedBitsPerSecond) return unknownCell(NetworkWords::tr("the driver does not say"));
    const QString speed =
        QString::fromStdString(formatValue(*facts.speedBitsPerSecond, Unit::BitsPerSecond, style));
    return textCell(facts.duplex.empty() ? speed : speed + ", " + machineText(facts.duplex));
}

TableRow interfaceRow(const NetworkInterface& interface, const NetworkRates* rates,
                      const FormatStyle& style) {
    const InterfaceFacts& facts = *interface.facts;
    const QString noRate = NetworkWords::tr("known after two readings");
    const auto rate = [&](auto member, Unit unit) {
        return numberCell(rates ? std::optional<double>(rates->*member) : std::nullopt, unit, style, noRate);
    };
    QStringList addresses;
    for (const std::string& address : facts.addresses)
        addresses << machineText(address);
    const QString addressText = addresses.join(QStringLiteral(", "));
    const bool isDown = facts.operState == "down" || (facts.carrier && !*facts.carrier);
    return {machineText(interface.name),
            {machineCell(interface.name), textCell(stateOf(facts)), linkCell(facts, style),
             addressText.isEmpty() ? unknownCell({}) : textCell(addressText, addressText),
             rate(&NetworkRates::receivedBytesPerSecond, Unit::NetworkBytesPerSecond),
             rate(&NetworkRates::transmittedBytesPerSecond, Unit::NetworkBytesPerSecond),
             numberCell(interface.received.bytes, Unit::Bytes, style),
             numberCell(interface.transmitted.bytes, Unit::Bytes, style),
             rate(&NetworkRates::receiveErrorsPerSecond, Unit::PerSecond),
             rate(&NetworkRates::transmitErrorsPerSecond, Unit::PerSecond), machineCell(facts.macAddress)},
            isDown};
}

struct ProtocolRow {
    const char* name;  // as core/model/Network.h names it
    const char* meaning;
    bool isGauge;
};

constexpr std::array protocolsShown{
    ProtocolRow{"Tcp_CurrEstab", QT_TRANSLATE_NOOP("NetworkTables", "TCP connections established"), true},
    ProtocolRow{"Tcp_ActiveOpens", QT_TRANSLATE_NOOP("NetworkTables", "TCP connections opened from here"),
                false},
    ProtocolRow{"Tcp_PassiveOpens", QT_TRANSLATE_NOOP("NetworkTables", "TCP connections accepted"), false},
    ProtocolRow{"Tcp_AttemptFails", QT_TRANSLATE_NOOP("NetworkTables", "TCP connection attempts that failed"),
                false},
    ProtocolRow{"Tcp_EstabResets", QT_TRANSLATE_NOOP("NetworkTables", "TCP connections reset"), false},
    ProtocolRow{"Tcp_RetransSegs", QT_TRANSLATE_NOOP("NetworkTables", "TCP segments sent again"), false},
    ProtocolRow{"TcpExt_ListenDrops",
                QT_TRANSLATE_NOOP("NetworkTables", "TCP connections dropped by a full listener"), false},
    ProtocolRow{"TcpExt_TCPTimeouts", QT_TRANSLATE_NOOP("NetworkTables", "TCP time-outs"), false},
    ProtocolRow{"Udp_InDatagrams", QT_TRANSLATE_NOOP("NetworkTables", "UDP datagrams received"), false},
    ProtocolRow{"Udp_OutDatagrams", QT_TRANSLATE_NOOP("NetworkTables", "UDP datagrams sent"), false},
    ProtocolRow{"Udp_NoPorts", QT_TRANSLATE_NOOP("NetworkTables", "UDP datagrams to a closed port"), false},
    ProtocolRow{"Udp_RcvbufErrors",
                QT_TRANSLATE_NOOP("NetworkTables", "UDP datagrams dropped by a full buffer"), false},
    ProtocolRow{"Ip_InDiscards", QT_TRANSLATE_NOOP("NetworkTables", "IP packets discarded on arrival"),
                false},
};

}  // namespace

std::vector<TableColumn> interfaceColumns() {
    return {{NetworkWords::tr("Interface"), {}, false},
            {NetworkWords::tr("State"), {}, false},
            {NetworkWords::tr("Link"),
             NetworkWords::tr("Speed and duplex, or quality and signal of the wireless link"), false},
            {NetworkWords::tr("Addresses"), {}, false},
            {NetworkWords::tr("Receive"), {}, true},
            {NetworkWords::tr("Send"), {}, true},
            {NetworkWords::tr("Received"), NetworkWords::tr("Since the interface exists"), true},
            {NetworkWords::tr("Sent"), NetworkWords::tr("Since the interface exists"), true},
            {NetworkWords::tr("Errors in"), NetworkWords::tr("Errors and drops per second"), true},
            {NetworkWords::tr("Errors out"), NetworkWords::tr("Errors and drops per second"), true},
            {NetworkWords::tr("Hardware address"), {}, false}};
}

std::vector<TableRow> interfaceRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.network) return rows;
    for (const NetworkInterface& interface : frame.readings.network->interfaces)
        rows.push_back(interfaceRow(interface, interfaceRatesOf(frame, interface.name), style));
    return rows;
}

std::vector<TableColumn> protocolColumns() {
    return {{NetworkWords::tr("What"), {}, false},
            {NetworkWords::tr("Per second"), {}, true},
            {NetworkWords::tr("Now or since boot"), {}, true},
            {NetworkWords::tr("Kernel's name"), {}, false}};
}

std::vector<TableRow> protocolRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.sockets) return rows;
    const NamedValues& counters = frame.readings.sockets->protocols;
    for (const ProtocolRow& protocol : protocolsShown) {
        const auto value = counters.find(protocol.name);
        if (!value) continue;
        const auto rate = frame.rates.sockets && !protocol.isGauge ? frame.rates.sockets->find(protocol.name)
                                                                   : std::nullopt;
        const QString why = protocol.isGauge ? NetworkWords::tr("a number of now, not a counter")
                                             : NetworkWords::tr("known after two readings");
        rows.push_back(
            {protocol.name,
             {textCell(NetworkWords::tr(protocol.meaning)), numberCell(rate, Unit::PerSecond, style, why),
              numberCell(value, Unit::None, style), textCell(protocol.name)},
             false});
    }
    return rows;
}

}  // namespace baro::ui
