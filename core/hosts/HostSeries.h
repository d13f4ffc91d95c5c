// The newest samples of one host, by metric: what a Frame of it is made of (core/hosts/HostFrame.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/series/Sample.h"
#include "core/series/SeriesSource.h"

namespace baro {

// A series' newest sample. The time is the sample's own, not that of the question: a plain instant query
// gives the question's for all, so a server is asked `{instance="...",job="..."}[5m]`.
struct HostSample {
    LabelsPtr labels;  // never null; may have instance and job, which are not looked at
    Sample sample;
};

// The newest of each series that has any.
std::vector<HostSample> newestSamples(std::span<const SampleSeries> series);

// Leaves out what has ended: of a scraped host everything that its last scrape did not bring (`up` says when
// that was), of one that sends its samples itself every series that stayed behind the others of its metric.
// Values that are no finite numbers are left out as well: they are unknown.
class HostSeries {
  public:
    // `host`: what it is called in reasons. The samples must outlive this.
    HostSeries(std::span<const HostSample> samples, std::string host);

    std::span<const HostSample* const> of(std::string_view metric) const;

    // Metrics whose names begin so, ascending by name.
    using Visit = std::function<void(std::string_view metric, std::span<const HostSample* const> samples)>;
    void forEachBeginning(std::string_view prefix, const Visit& visit) const;

    const std::string& host() const { return host_; }
    // Of the scrape, else of the newest sample; 0 when there is none. Milliseconds since 1970-01-01 UTC.
    std::int64_t takenAt() const { return takenAt_; }
    bool isDown() const { return isDown_; }  // its last scrape failed

    // Why there is nothing of a subject: "office tells nothing of sensors".
    Error reason(std::string_view subject) const;

  private:
    void group(std::span<const HostSample> samples);
    void dropEnded(std::vector<const HostSample*>& ofMetric) const;

    std::string host_;
    std::map<std::string_view, std::vector<const HostSample*>> byMetric_;
    std::optional<std::int64_t> scrapedAt_;
    std::int64_t takenAt_ = 0;
    bool isDown_ = false;
};

// A moment of the server's clock on all three clocks: what the host's own says does not move intervals.
Instant instantOf(std::int64_t timeMilliseconds);

}  // namespace baro
