// THE table of what Barograph knows: every metric's name, help, unit, kind, labels and how to get it from a
// Frame. Names, labels and meanings are node_exporter's (https://github.com/prometheus/node_exporter) where
// it has them.
#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/model/Frame.h"

namespace baro {

// Receives the samples of one metric. Label values are given in the order of the metric's label names; they
// are only valid during the call.
class SampleSink {
  public:
    virtual ~SampleSink() = default;
    virtual void add(std::span<const std::string_view> labelValues, double value) = 0;
    void add(std::initializer_list<std::string_view> labelValues, double value) {
        add(std::span(labelValues.begin(), labelValues.size()), value);
    }
};

struct Metric {
    std::string_view name;
    std::string_view help;
    Unit unit = Unit::None;
    MetricKind kind = MetricKind::Gauge;
    std::vector<std::string_view> labels = {};
    // Emits nothing when the Frame does not know; never a 0 in place of unknown. Null for a metric that is
    // passed on as its collector read it: it stands in `families` below. tell() does either.
    void (*extract)(const Frame& frame, SampleSink& sink) = nullptr;
    // When the values were read, which is earlier than the Frame for a subject read less often. Null for
    // values that are of the Frame itself, and for those derived from several subjects.
    Instant (*readAt)(const Frame& frame) = nullptr;
    // What `collect[]` and --collectors call it: node_exporter's word, or "barograph" for what that does not
    // have.
    std::string_view collector = "barograph";
    Section<Families> FamilyReadings::*families = nullptr;
};

void tell(const Metric& metric, const Frame& frame, SampleSink& sink);

// Fixed rows, ascending by name.
std::span<const Metric> metricCatalog();
const Metric* findMetric(std::string_view name);  // null when there is none

// Metrics whose names the system chooses: node_memory_<line>_bytes, node_vmstat_<line>, node_netstat_<line>,
// node_sockstat_<line>, and the Families that describe themselves. Samples of one name stand together.
// Everything is only valid during the call.
struct KernelNamedMetric {
    std::string_view name;
    MetricKind kind = MetricKind::Gauge;
    Unit unit = Unit::None;
    Instant readAt;
    std::string_view help;
    std::string_view collector;
    std::span<const std::string> labelNames = {};
    std::span<const std::string> labelValues = {};
};
class NamedSampleSink {
  public:
    virtual ~NamedSampleSink() = default;
    virtual void add(const KernelNamedMetric& metric, double value) = 0;
};
void extractKernelNamed(const Frame& frame, NamedSampleSink& sink);

}  // namespace baro
