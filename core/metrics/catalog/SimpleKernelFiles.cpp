#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {

// One or a few numbers of the kernel's each, told as they stand there.
Rows simpleKernelFileMetrics() {
    using enum MetricKind;
    using F = FamilyReadings;
    return together(passedOn<&F::entropy>(
        "entropy",
        {
            {"node_entropy_available_bits", "Bits of available entropy", Unit::None, Gauge},
            {"node_entropy_pool_size_bits", "Bits of entropy that the pool holds", Unit::None, Gauge},
        }));
}

}  // namespace baro::catalog
