// Rates of the counters that the kernel names itself: /proc/vmstat and the network protocols.
#pragma once

#include <string_view>

#include "core/model/NamedValues.h"

namespace baro::rates {

// Whether a line of /proc/vmstat says how much there is now, not how often something happened.
bool isVirtualMemoryGauge(std::string_view name);
// The same for a value of /proc/net/snmp, by names such as "Tcp_CurrEstab".
bool isProtocolGauge(std::string_view name);

// Per second, for every name in both readings that is no gauge and did not go backwards. known: the rates of
// the Frame before, whose names are shared as long as they stay the same.
NamedValues namedRates(const NamedValues& before, const NamedValues& now, double seconds,
                       bool (*isGauge)(std::string_view), const NamedValues* known);

}  // namespace baro::rates
