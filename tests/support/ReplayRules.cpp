// Evaluates a rule file at given instants, with restarts, and prints the samples of its alerts: what a test
// compares with a Prometheus that lived through the same.
// usage: replay_rules RULES.yml OUTAGE_TOLERANCE_MS GRACE_PERIOD_MS <INSTANTS
// A line of the input is a time in milliseconds since 1970, or "restart".
#include <fmt/core.h>

#include <charconv>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "core/alerts/AlertEngine.h"
#include "core/alerts/RuleStore.h"

namespace {

using namespace baro;

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

alerts::RuleFile rulesIn(const char* path) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    alerts::RuleFileReading reading = alerts::parseRuleFile(text, path);
    for (const auto& problem : reading.problems)
        fmt::print(stderr, "{}\n", toString(problem));
    return reading.ok() ? std::move(reading.file) : alerts::RuleFile();
}

void printSamples(const SeriesSource& source, const char* metric) {
    const auto all = readAll(source, allOf(metric, {}, {0, 1LL << 60}));
    if (!all) return;
    for (const SampleSeries& series : *all)
        for (const Sample& sample : series.samples)
            if (!isStaleMarker(sample.value))
                fmt::print("{}\t{}\t{}\n", toString(series.labels), sample.timeMilliseconds, sample.value);
}

}  // namespace

int main(int count, char** arguments) {
    const auto tolerance = count == 4 ? wholeNumber(arguments[2]) : std::nullopt;
    const auto grace = count == 4 ? wholeNumber(arguments[3]) : std::nullopt;
    if (!tolerance || !grace) return 2;
    const alerts::RuleFile rules = rulesIn(arguments[1]);
    if (rules.groups.empty()) return 1;
    alerts::AlertEngineOptions options;
    options.usualIntervalMilliseconds = 1;  // every instant counts
    options.restoring.outageToleranceMilliseconds = *tolerance;
    options.restoring.gracePeriodMilliseconds = *grace;
    const promql::Engine queries;
    alerts::RuleStore store;
    const alerts::RuleEvaluation evaluation{queries, store, store, {}, {}, {}};
    std::optional<alerts::AlertEngine> engine;
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "restart") {
            engine.reset();
            continue;
        }
        const auto time = wholeNumber(line);
        if (!time) return 2;
        if (!engine) engine.emplace(options).setFiles({rules});
        engine->evaluate(evaluation, *time);
    }
    for (const char* const metric : {"ALERTS", "ALERTS_FOR_STATE"})
        printSamples(store, metric);
    return 0;
}
