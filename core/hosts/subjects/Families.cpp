#include <algorithm>
#include <utility>

#include "core/hosts/subjects/Subjects.h"
#include "core/metrics/MetricCatalog.h"

namespace baro::hosts {
namespace {

using FamiliesSection = Section<Families> FamilyReadings::*;

// Of all subjects that are passed on as they stand.
class FamiliesSeen {
  public:
    explicit FamiliesSeen(const HostSeries& series) : series_(series) {}

    void take(const Metric& metric) {
        if (series_.of(metric.name).empty()) return;
        Seen& seen = of(metric.families, metric.collector);
        Family family{std::string(metric.name), {}, std::nullopt};
        seen.reader.each(metric.name, [&](const Labels& labels, double value) {
            FamilySample& sample = family.samples.emplace_back();
            sample.value = value;
            for (const std::string_view label : metric.labels)
                sample.labelValues.emplace_back(labels.value(label));
        });
        seen.families.families.push_back(std::move(family));
    }

    void finish(FamilyReadings& into) {
        for (Seen& one : seen_)
            into.*(one.section) = one.reader.section(std::move(one.families), one.collector);
    }

  private:
    struct Seen {
        FamiliesSection section;
        std::string_view collector;
        SubjectReader reader;
        Families families = {};
    };

    Seen& of(FamiliesSection section, std::string_view collector) {
        const auto found = std::ranges::find(seen_, section, &Seen::section);
        return found != seen_.end() ? *found
                                    : seen_.emplace_back(Seen{section, collector, SubjectReader(series_)});
    }

    const HostSeries& series_;
    std::vector<Seen> seen_;
};

}  // namespace

// Those with a row in the catalog; what the system names itself is left to whoever asks the server for it.
void readFamilies(const HostSeries& series, Readings& into) {
    FamiliesSeen seen(series);
    for (const Metric& metric : metricCatalog()) {
        if (metric.families == nullptr) continue;
        into.families.*(metric.families) = series.reason(metric.collector);
        seen.take(metric);
    }
    seen.finish(into.families);
}

}  // namespace baro::hosts
