// Rules over series that a test writes itself.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/alerts/RuleStore.h"
#include "core/rules/RuleFile.h"

namespace baro::alerts {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;

// A series without labels.
inline Labels namedOnly(const std::string& metric) {
    return Labels(std::vector<std::pair<std::string, std::string>>{{std::string(metricNameLabel), metric}});
}

inline RuleFile rulesOf(const std::string& text, const std::string& name = "rules.yml") {
    return parseRuleFile(text, name).file;
}

// One group of one alerting rule.
inline RuleFile oneAlert(const std::string& fields) {
    return rulesOf("groups:\n- name: g\n  rules:\n  - {alert: A, " + fields + "}\n");
}

struct RuleWorld {
    promql::Engine engine;
    RuleStore store;
    RuleEvaluation evaluation{engine, store, store, {}, {}, {}};

    void write(const std::string& metric, double value, std::int64_t time,
               std::vector<std::pair<std::string, std::string>> labels = {}) {
        labels.emplace_back(metricNameLabel, metric);
        (void)store.append(Labels(std::move(labels)), {time, value});
    }
    std::vector<SampleSeries> samplesOf(const std::string& metric, std::int64_t to = 1LL << 50) const {
        return readAll(store, allOf(metric, {}, {0, to})).value();
    }
};

}  // namespace baro::alerts
