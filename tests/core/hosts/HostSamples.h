// Samples of hosts for tests: what a server has after it scraped a Frame, or an exposition.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/hosts/HostFrame.h"
#include "core/metrics/ExpositionText.h"
#include "core/metrics/MetricCatalog.h"

namespace baro::test {

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline HostSample hostSample(Pairs labels, double value, std::int64_t time) {
    return {std::make_shared<const Labels>(std::move(labels)), {time, value}};
}

inline HostSample hostSample(const std::string& metric, double value, std::int64_t time, Pairs labels = {}) {
    labels.emplace_back("__name__", metric);
    labels.emplace_back("instance", "office:9100");
    labels.emplace_back("job", "node");
    return hostSample(std::move(labels), value, time);
}

// All that a Frame tells, as a server has it that scraped it at this time.
class Scraped final : public SampleSink, public NamedSampleSink {
  public:
    Scraped(const Frame& frame, std::int64_t time) : time_(time) {
        samples_.push_back(hostSample("up", 1, time));
        for (const Metric& metric : metricCatalog()) {
            metric_ = &metric;
            tell(metric, frame, *this);
        }
        extractKernelNamed(frame, *this);
    }
    using SampleSink::add;
    void add(std::span<const std::string_view> values, double value) override {
        Pairs labels;
        for (std::size_t i = 0; i < values.size(); ++i)
            labels.emplace_back(metric_->labels[i], values[i]);
        samples_.push_back(hostSample(std::string(metric_->name), value, time_, std::move(labels)));
    }
    void add(const KernelNamedMetric& metric, double value) override {
        Pairs labels;
        for (std::size_t i = 0; i < metric.labelNames.size(); ++i)
            labels.emplace_back(metric.labelNames[i], metric.labelValues[i]);
        samples_.push_back(hostSample(std::string(metric.name), value, time_, std::move(labels)));
    }
    const std::vector<HostSample>& samples() const { return samples_; }
    std::map<std::string, double> byText() const {
        std::map<std::string, double> all;
        for (const HostSample& one : samples_)
            all[toString(*one.labels)] = one.sample.value;
        return all;
    }

  private:
    std::int64_t time_;
    const Metric* metric_ = nullptr;
    std::vector<HostSample> samples_;
};

// What a scrape of the fixture brings, `up` with it.
inline std::vector<HostSample> scrapeOfFile(const std::string& path, std::int64_t time) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto families = parseExposition(text);
    std::vector<HostSample> samples{hostSample("up", 1, time)};
    if (!families) return {};
    for (const ExpositionFamily& family : *families)
        for (const ExpositionSample& sample : family.samples)
            samples.push_back(hostSample(sample.name, sample.value, time, sample.labels.pairs()));
    return samples;
}

inline Frame frameFrom(const std::vector<HostSample>& samples, const Frame* previous = nullptr) {
    return frameOf(HostSeries(samples, "office"), previous);
}

}  // namespace baro::test
