// The functions of templates: those of text/template, and those that Prometheus adds
// (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/templates/TemplateValue.h"

namespace baro::alerts {

// What functions know besides their arguments.
struct TemplateEnvironment {
    // Null: query fails.
    std::function<Result<TemplateVector>(const std::string& expression)> query;
    std::int64_t timeMilliseconds = 0;
    std::string externalUrl;
    std::size_t mostBytes = 65'536;  // of a text
};

enum class TemplateParameter { Any, Text, Vector, Sample };
std::string_view typeName(TemplateParameter parameter);

struct TemplateFunction {
    using Arguments = std::span<const TemplateValue>;
    using Call = Result<TemplateValue> (*)(const TemplateEnvironment&, Arguments);
    std::string_view name;
    std::vector<TemplateParameter> parameters;  // the last one as often as one likes, when variadic
    bool isVariadic = false;
    bool stopsEarly = false;  // and, or: later arguments may not be looked at
    Call call = nullptr;
};

// Null when there is none of the name.
const TemplateFunction* findFunction(std::string_view name);

// Each file of functions tells its own.
std::vector<TemplateFunction> builtinFunctions();
std::vector<TemplateFunction> humanizingFunctions();
std::vector<TemplateFunction> textFunctions();
std::vector<TemplateFunction> queryFunctions();

// A number, or a text that is one; else an error in Prometheus's words.
Result<double> numberOf(const TemplateValue& value);

// Of arguments whose types were checked.
inline const std::string& textArgument(const TemplateValue& value) {
    return *value.as<std::string>();
}

}  // namespace baro::alerts
