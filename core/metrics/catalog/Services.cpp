#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using enum MetricKind;
using F = FamilyReadings;

Rows textfileRows() {
    return passedOn<&F::textfile>(
        "textfile",
        {
            {"node_textfile_mtime_seconds", "When each file was written", Unit::Timestamp, Gauge, {"file"}},
            {"node_textfile_scrape_error", "1 when the folder or a file of it could not be read", Unit::None,
             Gauge},
            {"barograph_textfile_broken_files",
             "Files that were left out whole since something in them is wrong", Unit::None, Gauge},
        });
}

}  // namespace

// What other programs say of themselves.
Rows serviceMetrics() {
    return textfileRows();
}

}  // namespace baro::catalog
