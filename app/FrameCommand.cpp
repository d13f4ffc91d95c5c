#include "app/FrameCommand.h"

#include <algorithm>

#include "app/OneShot.h"

namespace baro::app {

const ProcessRate* rateOf(const Frame& frame, const ProcessIdentity& identity) {
    if (!frame.rates.processes) return nullptr;
    const auto& rates = frame.rates.processes->processes;
    const auto found = std::ranges::lower_bound(rates, identity, {}, &ProcessRate::identity);
    return found != rates.end() && found->identity == identity ? &*found : nullptr;
}

int printFrame(const CommandLine& line) {
    const FramePtr frame = frameWithRates(line);
    return printed("baro frame", line.json ? frameJson(*frame) : frameText(*frame));
}

}  // namespace baro::app
