// What templates do with the answers of queries
// (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#queries).
#include <fmt/format.h>

#include <algorithm>

#include "core/templates/TemplateFunctions.h"

namespace baro::alerts {
namespace {

using Arguments = TemplateFunction::Arguments;
using Environment = TemplateEnvironment;
using VectorPtr = std::shared_ptr<const TemplateVector>;

const TemplateVector& vectorArgument(const TemplateValue& value) {
    return **value.as<VectorPtr>();
}

std::string labelOf(const TemplateSample& sample, std::string_view name) {
    const auto found = sample.labels.find(name);
    return found == sample.labels.end() ? std::string() : found->second;
}

Result<TemplateValue> query(const Environment& environment, Arguments arguments) {
    if (!environment.query) return malformed("there is nothing to be asked here");
    auto answer = environment.query(textArgument(arguments[0]));
    if (!answer) return answer.error();
    return TemplateValue{std::make_shared<const TemplateVector>(std::move(answer).value())};
}

Result<TemplateValue> first(const Environment&, Arguments arguments) {
    const TemplateVector& vector = vectorArgument(arguments[0]);
    if (vector.empty()) return malformed("first() called on vector with no elements");
    return TemplateValue{vector.front()};
}

Result<TemplateValue> sortedByLabel(const Environment&, Arguments arguments) {
    TemplateVector vector = vectorArgument(arguments[1]);
    const std::string& name = textArgument(arguments[0]);
    std::ranges::stable_sort(vector, {},
                             [&name](const TemplateSamplePtr& sample) { return labelOf(*sample, name); });
    return TemplateValue{std::make_shared<const TemplateVector>(std::move(vector))};
}

Result<TemplateValue> label(const Environment&, Arguments arguments) {
    return TemplateValue{labelOf(**arguments[1].as<TemplateSamplePtr>(), textArgument(arguments[0]))};
}

Result<TemplateValue> valueOf(const Environment&, Arguments arguments) {
    return TemplateValue{(*arguments[0].as<TemplateSamplePtr>())->value};
}

Result<TemplateValue> valueLabel(const Environment&, Arguments arguments) {
    return TemplateValue{labelOf(**arguments[0].as<TemplateSamplePtr>(), "__value__")};
}

// {{ template "x" (args 1 2) }}
Result<TemplateValue> named(const Environment&, Arguments arguments) {
    TemplateArguments all;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        all.emplace(fmt::format("arg{}", i), arguments[i]);
    return TemplateValue{std::make_shared<const TemplateArguments>(std::move(all))};
}

}  // namespace

std::vector<TemplateFunction> queryFunctions() {
    using enum TemplateParameter;
    return {
        {"query", {Text}, false, false, query},
        {"first", {Vector}, false, false, first},
        {"sortByLabel", {Text, Vector}, false, false, sortedByLabel},
        {"label", {Text, Sample}, false, false, label},
        {"value", {Sample}, false, false, valueOf},
        {"strvalue", {Sample}, false, false, valueLabel},
        {"args", {Any}, true, false, named},
    };
}

}  // namespace baro::alerts
