// Counters of the network protocols and of sockets, from /proc/net/{snmp,snmp6,netstat,sockstat,sockstat6}
// (https://docs.kernel.org/networking/snmp_counter.html, proc(5)).
#pragma once

#include <memory>
#include <string_view>

#include "core/base/Result.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"
#include "platform/linux/NamedValuesBuilder.h"

namespace baro::platform {

// snmp and netstat: pairs of lines, "Tcp: RtoMin CurrEstab" and "Tcp: 200 3", become "Tcp_RtoMin",
// "Tcp_CurrEstab".
Status parseProtocolTables(std::string_view text, NamedValuesBuilder& into);

// snmp6: "Ip6InReceives 12" becomes "Ip6_InReceives".
Status parseSnmp6(std::string_view text, NamedValuesBuilder& into);

// sockstat and sockstat6: "TCP: inuse 1 orphan 0" becomes "TCP_inuse" and "TCP_orphan".
Status parseSockstat(std::string_view text, NamedValuesBuilder& into);

std::unique_ptr<Collector> makeSocketsCollector(const Roots& roots);

}  // namespace baro::platform
