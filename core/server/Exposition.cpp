#include "core/server/Exposition.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/metrics/ExposedCollectors.h"
#include "core/metrics/MetricCatalog.h"
#include "core/server/OpenMetricsText.h"

namespace baro {
namespace {

using Wanted = std::function<bool(std::string_view)>;

prometheus::MetricType typeOf(MetricKind kind) {
    switch (kind) {
        case MetricKind::Counter:
            return prometheus::MetricType::Counter;
        case MetricKind::Gauge:
            return prometheus::MetricType::Gauge;
        case MetricKind::Untyped:
            break;
    }
    return prometheus::MetricType::Untyped;
}

// Collects what the catalog tells, family by family.
class FamilyList final : public SampleSink, public NamedSampleSink {
  public:
    explicit FamilyList(const Wanted& isWanted) : isWanted_(isWanted) {}

    std::vector<prometheus::MetricFamily> of(const Frame& frame, const Families& more) {
        for (const Metric& metric : metricCatalog()) {
            if (!isWanted_(metric.collector)) continue;
            metric_ = &metric;
            current_ = nullptr;
            tell(metric, frame, *this);
        }
        extractKernelNamed(frame, *this);
        for (const Family& family : more.families)
            addOwn(family, frame.takenAt);
        return std::move(families_);
    }

    using SampleSink::add;
    void add(std::span<const std::string_view> labelValues, double value) override {
        if (current_ == nullptr) begin(metric_->name, metric_->help, metric_->kind);
        prometheus::ClientMetric& sample = addSample(value);
        const std::size_t count = std::min(metric_->labels.size(), labelValues.size());
        sample.label.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            sample.label.push_back({std::string(metric_->labels[i]), validUtf8(labelValues[i])});
    }

    void add(const KernelNamedMetric& metric, double value) override {
        if (!isWanted_(metric.collector)) return;
        if (!isSameFamily(metric)) {
            ignored_ = !isMetricName(metric.name) || !std::ranges::all_of(metric.labelNames, isLabelName) ||
                       findMetric(metric.name) != nullptr || !named_.insert(std::string(metric.name)).second;
            newest_ = metric.name;
            if (!ignored_) begin(metric.name, metric.help, metric.kind);
        }
        if (ignored_) return;
        prometheus::ClientMetric& sample = addSample(value);
        const std::size_t count = std::min(metric.labelNames.size(), metric.labelValues.size());
        for (std::size_t i = 0; i < count; ++i)
            sample.label.push_back({metric.labelNames[i], validUtf8(metric.labelValues[i])});
    }

  private:
    bool isSameFamily(const KernelNamedMetric& metric) const { return newest_ == metric.name; }

    void addOwn(const Family& family, const Instant& now) {
        for (const FamilySample& sample : family.samples)
            add({.name = family.name,
                 .kind = family.description->kind,
                 .readAt = now,
                 .help = family.description->help,
                 .collector = "barograph",
                 .labelNames = family.description->labelNames,
                 .labelValues = sample.labelValues},
                sample.value);
    }

    void begin(std::string_view name, std::string_view help, MetricKind kind) {
        current_ = &families_.emplace_back();
        current_->name = name;
        current_->help = validUtf8(help);
        current_->type = typeOf(kind);
    }

    prometheus::ClientMetric& addSample(double value) {
        prometheus::ClientMetric& sample = current_->metric.emplace_back();
        switch (current_->type) {
            case prometheus::MetricType::Counter:
                sample.counter.value = value;
                break;
            case prometheus::MetricType::Gauge:
                sample.gauge.value = value;
                break;
            default:
                sample.untyped.value = value;
        }
        return sample;
    }

    const Wanted& isWanted_;
    std::vector<prometheus::MetricFamily> families_;
    prometheus::MetricFamily* current_ = nullptr;
    const Metric* metric_ = nullptr;
    std::optional<std::string> newest_;      // of what the system names
    bool ignored_ = false;                   // its samples
    std::unordered_set<std::string> named_;  // one family must not be told twice
};

// prometheus-cpp writes the help as it is.
void escapeHelp(std::vector<prometheus::MetricFamily>& families) {
    for (auto& family : families) {
        if (family.help.find_first_of("\\\n") == std::string::npos) continue;
        std::string escaped;
        for (const char c : family.help) {
            if (c == '\\') {
                escaped += "\\\\";
            } else if (c == '\n') {
                escaped += "\\n";
            } else {
                escaped += c;
            }
        }
        family.help = std::move(escaped);
    }
}

}  // namespace

std::string_view contentType(ExpositionFormat format) {
    return format == ExpositionFormat::OpenMetrics
               ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
               : "text/plain; version=0.0.4; charset=utf-8";
}

std::string expositionOf(const Frame& frame, const Wanted& isWanted, ExpositionFormat format,
                         const Families& more) {
    std::vector<prometheus::MetricFamily> families = FamilyList(isWanted).of(frame, more);
    if (format == ExpositionFormat::OpenMetrics) return openMetricsText(families);
    escapeHelp(families);
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, families);
    return std::move(out).str();
}

}  // namespace baro
