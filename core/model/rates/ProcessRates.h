// What each process did between two readings of the process table.
#pragma once

#include "core/model/Rates.h"

namespace baro::rates {

// busyProcessors: the machine's over the same interval, in processors' worth; nothing when unknown.
ProcessRates processRates(const ProcessTable& before, const ProcessTable& now, double seconds,
                          std::optional<double> busyProcessors);

}  // namespace baro::rates
