// The routes that tell what there is: series, labels, their values, and what metrics mean.
#include <algorithm>
#include <limits>
#include <set>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/promql/Parser.h"
#include "core/promql/Quoting.h"
#include "core/server/ApiJson.h"
#include "core/server/ApiParameters.h"
#include "core/server/ApiPaths.h"
#include "core/server/EscapedName.h"
#include "core/server/QueryApi.h"

namespace baro {
namespace {

using Matchers = std::vector<LabelMatcher>;

Result<Matchers> matchersOf(std::string_view text) {
    const promql::Parsed parsed = promql::parse(text);
    if (!parsed.ok()) {
        if (parsed.error().message.find("at least one non-empty matcher") != std::string::npos)
            return malformed("match[] must contain at least one non-empty matcher");
        return malformed(toString(parsed.error(), text));
    }
    const auto* const selector = std::get_if<promql::VectorSelector>(&parsed.expression()->node);
    if (selector == nullptr || selector->offsetMilliseconds != 0 || selector->at)
        return malformed("1:1: parse error: expected a series selector and nothing else");
    return selector->matchers;
}

// What these routes are asked: series by any of several selectors (or all of them), of a time.
struct Asked {
    std::vector<Matchers> selectors;
    TimeRange range{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    std::size_t limit = 0;

    Status read(const ApiParameters& parameters) {
        const auto most = parameters.limit();
        if (!most) return most.error();
        limit = *most;
        const auto start = parameters.optionalTime("start");
        if (!start) return start.error();
        const auto end = parameters.optionalTime("end");
        if (!end) return end.error();
        range = {start->value_or(range.from), end->value_or(range.to)};
        for (const std::string_view text : parameters.all("match[]")) {
            auto matchers = matchersOf(text);
            if (!matchers) return matchers.error();
            selectors.push_back(std::move(matchers).value());
        }
        return Done{};
    }
};

struct ByLabels {
    bool operator()(const LabelsPtr& a, const LabelsPtr& b) const { return *a < *b; }
};
using SeriesSet = std::set<LabelsPtr, ByLabels>;

Result<SeriesSet> seriesOf(const SeriesSource& source, const Asked& asked) {
    SeriesSet all;
    const auto add = [&](const Matchers& matchers) -> Status {
        auto some = source.series({matchers, asked.range});
        if (!some) return some.error();
        all.insert(some->begin(), some->end());
        return Done{};
    };
    if (asked.selectors.empty())
        if (const Status added = add({}); !added) return added.error();
    for (const Matchers& matchers : asked.selectors)
        if (const Status added = add(matchers); !added) return added.error();
    return all;
}

// The first of all, in their order, with a warning where a limit leaves some out.
template <class All, class Write>
HttpResponse listResponse(const All& all, std::size_t limit, Write write) {
    ApiNotes notes;
    if (limit > 0 && all.size() > limit) notes.warnings.emplace_back("results truncated due to limit");
    return dataResponse(notes, [&](JsonWriter& json) {
        json.open('[');
        std::size_t written = 0;
        for (const auto& one : all) {
            if (limit > 0 && written++ == limit) break;
            write(json, one);
        }
        json.close(']');
    });
}

HttpResponse textsResponse(const std::set<std::string_view>& texts, std::size_t limit) {
    return listResponse(texts, limit, [](JsonWriter& json, std::string_view text) { json.text(text); });
}

HttpResponse executionError(const Error& error) {
    return errorResponse({ApiErrorType::Execution, error.message});
}

// A limit of the metadata route: anything below 0 is none.
Result<std::int64_t> metadataLimit(const ApiParameters& parameters, const std::string& name) {
    const std::string_view text = parameters.value(name);
    if (text.empty()) return std::int64_t{-1};
    const auto number = parseNumber<std::int64_t>(text);
    if (!number) return malformed(name + " must be a number");
    return *number;
}

void writeMetadata(JsonWriter& json, const MetricMetadata& metric) {
    json.key(metric.name);
    json.open('[');
    json.open('{');
    json.key("type");
    json.text(metric.type);
    json.key("help");
    json.text(metric.help);
    json.key("unit");
    json.text(metric.unit);
    json.close('}');
    json.close(']');
}

}  // namespace

HttpResponse QueryApi::series(const HttpRequest& request, const IsAbandoned&) const {
    const ApiParameters parameters(request);
    if (parameters.all("match[]").empty()) return badRequest(malformed("no match[] parameter provided"));
    Asked asked;
    if (const Status read = asked.read(parameters); !read) return badRequest(read.error());
    const auto found = seriesOf(source_, asked);
    if (!found) return executionError(found.error());
    return listResponse(*found, asked.limit,
                        [](JsonWriter& json, const LabelsPtr& labels) { writeLabels(json, *labels); });
}

HttpResponse QueryApi::labels(const HttpRequest& request, const IsAbandoned&) const {
    Asked asked;
    if (const Status read = asked.read(ApiParameters(request)); !read) return badRequest(read.error());
    const auto found = seriesOf(source_, asked);
    if (!found) return executionError(found.error());
    std::set<std::string_view> names;
    for (const LabelsPtr& labels : *found)
        for (const auto& [name, value] : labels->pairs())
            names.insert(name);
    return textsResponse(names, asked.limit);
}

HttpResponse QueryApi::labelValues(const HttpRequest& request, const IsAbandoned&) const {
    const std::string name = unescapedName(labelOfPath(request.path).value_or(""));
    if (name.empty() || validUtf8(name) != name)
        return badRequest(malformed("invalid label name: " + promql::quoted(name)));
    Asked asked;
    if (const Status read = asked.read(ApiParameters(request)); !read) return badRequest(read.error());
    const auto found = seriesOf(source_, asked);
    if (!found) return executionError(found.error());
    std::set<std::string_view> values;
    for (const LabelsPtr& labels : *found)
        if (const std::string_view value = labels->value(name); !value.empty()) values.insert(value);
    return textsResponse(values, asked.limit);
}

HttpResponse QueryApi::metadata(const HttpRequest& request, const IsAbandoned&) const {
    const ApiParameters parameters(request);
    const auto limit = metadataLimit(parameters, "limit");
    if (!limit) return badRequest(limit.error());
    const auto perMetric = metadataLimit(parameters, "limit_per_metric");
    if (!perMetric) return badRequest(perMetric.error());
    const std::string_view metric = parameters.value("metric");
    const std::vector<MetricMetadata> all = metadata_();
    return dataResponse({}, [&](JsonWriter& json) {
        json.open('{');
        std::int64_t written = 0;
        for (const MetricMetadata& one : all) {
            if (!metric.empty() && one.name != metric) continue;
            if (*limit >= 0 && written++ >= *limit) break;
            writeMetadata(json, one);
        }
        json.close('}');
    });
}

}  // namespace baro
