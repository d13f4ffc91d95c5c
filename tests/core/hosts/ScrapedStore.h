// What a server has after some time of scraping, and what this machine has of the same Frames.
#pragma once

#include <map>

#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/SampleStore.h"
#include "tests/core/hosts/HostSamples.h"

namespace baro::test {

// Scrapes of one machine, one after the other.
class ScrapedSeries {
  public:
    void add(const std::vector<HostSample>& samples) {
        for (const HostSample& one : samples)
            series_[one.labels].push_back(one.sample);
    }

    // With the labels of a target in place of those that they have; values are multiplied, so that another
    // host's differ. Metrics that begin with `without` are left away.
    void fill(SampleStore& store, const Pairs& target, double factor = 1,
              std::string_view without = {}) const {
        for (const auto& [labels, samples] : series_) {
            if (!without.empty() && labels->metric().starts_with(without)) continue;
            Pairs pairs = labels->pairs();
            std::erase_if(pairs,
                          [](const auto& pair) { return pair.first == "instance" || pair.first == "job"; });
            pairs.insert(pairs.end(), target.begin(), target.end());
            std::vector<Sample> changed = samples;
            for (Sample& sample : changed)
                sample.value *= factor;
            store.add(Labels(std::move(pairs)), std::move(changed));
        }
    }

  private:
    struct ByLabels {
        bool operator()(const LabelsPtr& a, const LabelsPtr& b) const { return *a < *b; }
    };
    std::map<LabelsPtr, std::vector<Sample>, ByLabels> series_;
};

// Series by their labels without instance, job and name; values to nine digits.
inline std::map<std::string, std::vector<std::string>> answerOf(const std::string& text,
                                                                const SeriesSource& source,
                                                                promql::Steps steps) {
    const promql::Parsed parsed = promql::parse(text);
    if (!parsed.ok()) return {{toString(parsed.error(), text), {}}};
    const promql::QueryOutcome outcome = promql::Engine().range(*parsed.expression(), source, steps);
    if (!outcome.ok()) return {{outcome.error().message, {}}};
    std::map<std::string, std::vector<std::string>> answer;
    for (const promql::StepSeries& series : outcome.result().series) {
        Pairs labels = series.labels.pairs();
        std::erase_if(labels, [](const auto& pair) {
            return pair.first == "instance" || pair.first == "job" || pair.first == "__name__";
        });
        std::vector<std::string>& values = answer[toString(Labels(std::move(labels)))];
        for (const double value : series.values) {
            char digits[40];
            std::snprintf(digits, sizeof digits, "%.9g", value + 0.0);
            values.emplace_back(promql::isAbsent(value) ? "_" : digits);
        }
    }
    return answer;
}

}  // namespace baro::test
