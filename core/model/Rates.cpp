#include "core/model/Rates.h"

#include "core/model/Frame.h"

namespace baro {

Rates deriveRates(const Frame& previous, const Readings& current, const Instant& takenAt) {
    (void)previous, (void)current, (void)takenAt;
    return {};
}

}  // namespace baro
