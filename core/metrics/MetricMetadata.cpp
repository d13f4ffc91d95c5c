#include "core/metrics/MetricMetadata.h"

#include <map>
#include <string_view>
#include <utility>

#include "core/base/Escape.h"
#include "core/metrics/MetricCatalog.h"

namespace baro {
namespace {

std::string_view typeOf(MetricKind kind) {
    switch (kind) {
        case MetricKind::Counter:
            return "counter";
        case MetricKind::Gauge:
            return "gauge";
        case MetricKind::Untyped:
            break;
    }
    return "unknown";
}

// OpenMetrics' words (https://prometheus.io/docs/specs/om/open_metrics_spec/#units-and-base-units).
std::string_view wordOf(Unit unit) {
    switch (unit) {
        case Unit::Ratio:
            return "ratio";
        case Unit::Bytes:
            return "bytes";
        case Unit::Seconds:
        case Unit::Timestamp:
            return "seconds";
        case Unit::Hertz:
            return "hertz";
        case Unit::Celsius:
            return "celsius";
        case Unit::Volts:
            return "volts";
        case Unit::Amperes:
            return "amperes";
        case Unit::Watts:
            return "watts";
        case Unit::Joules:
            return "joules";
        case Unit::None:
        case Unit::BytesPerSecond:
        case Unit::NetworkBytesPerSecond:
        case Unit::BitsPerSecond:
        case Unit::RevolutionsPerMinute:
        case Unit::PerSecond:
            break;
    }
    return {};
}

// A unit may be told only of a metric whose name ends with it.
std::string_view unitOf(std::string_view name, Unit unit) {
    constexpr std::string_view total = "_total";
    const std::string_view word = wordOf(unit);
    if (name.ends_with(total)) name.remove_suffix(total.size());
    return name.ends_with(word) ? word : std::string_view();
}

using ByName = std::map<std::string, MetricMetadata>;

void addTo(ByName& all, std::string_view name, MetricKind kind, std::string_view help, Unit unit) {
    std::string key(name);
    all.try_emplace(key, MetricMetadata{key, std::string(typeOf(kind)), validUtf8(help),
                                        std::string(unitOf(name, unit)), unit});
}

class NamedOnes final : public NamedSampleSink {
  public:
    explicit NamedOnes(ByName& all) : all_(all) {}
    void add(const KernelNamedMetric& metric, double) override {
        if (metric.name == newest_) return;
        newest_ = metric.name;
        addTo(all_, metric.name, metric.kind, metric.help, metric.unit);
    }

  private:
    ByName& all_;
    std::string newest_;
};

}  // namespace

std::vector<MetricMetadata> metadataOf(const Frame* frame) {
    ByName byName;
    for (const Metric& metric : metricCatalog())
        addTo(byName, metric.name, metric.kind, metric.help, metric.unit);
    if (frame != nullptr) {
        NamedOnes named(byName);
        extractKernelNamed(*frame, named);
    }
    std::vector<MetricMetadata> all;
    for (auto& [name, metadata] : byName)
        all.push_back(std::move(metadata));
    return all;
}

}  // namespace baro
