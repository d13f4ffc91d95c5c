#include "core/metrics/MetricCatalog.h"

#include <algorithm>
#include <iterator>

#include "core/metrics/catalog/Catalog.h"

namespace baro {
namespace {

std::vector<Metric> allRows() {
    std::vector<Metric> rows;
    for (const auto subject : catalog::subjects)
        std::ranges::move(subject(), std::back_inserter(rows));
    std::ranges::sort(rows, {}, &Metric::name);
    return rows;
}

}  // namespace

std::span<const Metric> metricCatalog() {
    static const std::vector<Metric> rows = allRows();
    return rows;
}

const Metric* findMetric(std::string_view name) {
    const auto rows = metricCatalog();
    const auto found = std::ranges::lower_bound(rows, name, {}, &Metric::name);
    return found != rows.end() && found->name == name ? &*found : nullptr;
}

}  // namespace baro
