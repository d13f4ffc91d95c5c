// What an evaluation of 1,000 alert rules over 1,000 series of the in-memory head costs, beside the target in
// brackets. Wants an optimised build and a quiet machine; the figure is the median of its rounds.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/alerts/RuleResults.h"
#include "core/series/Head.h"

namespace {

using namespace baro;
using namespace baro::alerts;

constexpr std::int64_t second = 1000;
constexpr std::int64_t start = 1'700'000'000 * second;
constexpr int metricCount = 20;
constexpr int seriesOfMetric = 50;
constexpr int ticks = 600;

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Counters and gauges; one in twenty is above what its rule takes for high.
void fill(Head& head) {
    std::vector<Head::Entry> entries;
    for (int metric = 0; metric < metricCount; ++metric)
        for (int i = 0; i < seriesOfMetric; ++i)
            entries.push_back({head.idOf(Labels({{"__name__", "bench_" + std::to_string(metric)},
                                                 {"device", "device-" + std::to_string(i)},
                                                 {"instance", "desk"}})),
                               0});
    for (int tick = 0; tick < ticks; ++tick) {
        for (std::size_t i = 0; i < entries.size(); ++i)
            entries[i].value += i % 20 == 0 ? 2 : 0.5;
        head.append(start + tick * second, entries);
    }
}

// One rule a series, every fourth of them over a range.
RuleFile rules() {
    std::string text = "groups:\n- name: bench\n  rules:\n";
    for (int metric = 0; metric < metricCount; ++metric) {
        for (int i = 0; i < seriesOfMetric; ++i) {
            const std::string series =
                "bench_" + std::to_string(metric) + "{device=\"device-" + std::to_string(i) + "\"}";
            text += "  - alert: High_" + std::to_string(metric) + "_" + std::to_string(i) +
                    "\n    expr: " + (i % 4 == 0 ? "rate(" + series + "[2m]) > 1" : series + " > 1000") +
                    "\n    for: 1m\n    labels: {severity: warning}\n"
                    "    annotations: {summary: '{{ $labels.device }} has {{ $value | humanize }}'}\n";
        }
    }
    return parseRuleFile(text, "bench.yml").file;
}

}  // namespace

int main() {
    Head head;
    fill(head);
    RuleResults results(head);
    const promql::Engine queries;
    const RuleEvaluation evaluation{queries, results, results, {}, {}, {}};
    AlertEngine engine;
    engine.setFiles({rules()});
    engine.setRestored();
    constexpr int rounds = 21;
    std::vector<double> taken;
    for (int round = 0; round < rounds; ++round) {
        const double began = processorSeconds();
        engine.evaluate(evaluation, start + (ticks - 1 - 15 * (rounds - 1 - round)) * second);
        taken.push_back((processorSeconds() - began) * 1e3);
        results.handOver();
    }
    std::ranges::sort(taken);
    std::size_t active = 0;
    std::size_t count = 0;
    for (const RuleStanding& rule : engine.standing()->groups.at(0).rules) {
        ++count;
        active += rule.alerts.size();
    }
    std::printf("one evaluation of %zu rules over %d series, %zu alerts: %.1f ms of processor time [50]\n",
                count, metricCount * seriesOfMetric, active, taken[taken.size() / 2]);
    return active > 0 ? 0 : 1;
}
