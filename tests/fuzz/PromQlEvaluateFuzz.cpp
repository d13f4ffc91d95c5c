#include <algorithm>
#include <cmath>
#include <limits>

#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/SampleStore.h"
#include "tests/fuzz/FuzzInput.h"

namespace {

using namespace baro;
using namespace baro::promql;

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t now = 30 * minute;

void add(SampleStore& store, std::vector<std::pair<std::string, std::string>> labels, double first,
         double growth) {
    std::vector<Sample> samples;
    for (std::int64_t time = 0; time <= now; time += minute / 2)
        samples.push_back({time, first + growth * static_cast<double>(time % (7 * minute))});
    samples[20].value = staleMarker();
    samples[30].value = std::numeric_limits<double>::quiet_NaN();
    samples[40].value = std::numeric_limits<double>::infinity();
    store.add(Labels(std::move(labels)), std::move(samples));
}

SampleStore smallStore() {
    SampleStore store;
    add(store, {{"__name__", "a"}, {"x", "1"}, {"y", "2"}}, 1, 0.001);
    add(store, {{"__name__", "a"}, {"x", "2"}, {"y", "2"}}, -5, 0.002);
    add(store, {{"__name__", "b"}, {"x", "1"}}, 1e308, 1e305);
    add(store, {{"__name__", "h_bucket"}, {"le", "0.5"}}, 1, 0.5);
    add(store, {{"__name__", "h_bucket"}, {"le", "+Inf"}}, 2, 0.25);
    store.add(Labels({{"__name__", "b"}, {"x", "2"}}), {{now, 0}});
    return store;
}

void requireOrder(const QueryResult& result, std::size_t steps) {
    for (std::size_t i = 0; i < result.series.size(); ++i) {
        const StepSeries& series = result.series[i];
        fuzz::require(series.values.size() == steps);
        fuzz::require(!std::ranges::all_of(series.values, isAbsent));
        fuzz::require(i == 0 || result.series[i - 1].labels < series.labels);
    }
}

}  // namespace

// Whatever the expression, the answer comes within the limits; a range query's series differ, come in the
// order of labels, and are as long as the steps are many.
BARO_FUZZ_TARGET(PromQlEvaluateFuzz, text) {
    static const SampleStore store = smallStore();
    const Parsed parsed = parse(text);
    if (!parsed.ok()) return;
    EngineOptions options;
    options.maximumSamples = 2'000;
    options.delayedNameRemoval = text.size() % 2 == 0;
    const Engine engine(options);
    int looks = 300;
    const QueryLimits limits{{}, [&looks] { return --looks < 0; }};
    const Expression& expression = *parsed.expression();
    const QueryOutcome instant = engine.instant(expression, store, now, limits);
    fuzz::require(instant.ok() || !instant.error().message.empty());
    if (expression.type != ValueType::Scalar && expression.type != ValueType::Vector) return;
    const Steps steps{now - 10 * minute, now, minute};
    const QueryOutcome range = engine.range(expression, store, steps, limits);
    if (range.ok()) requireOrder(range.result(), steps.count());
}
