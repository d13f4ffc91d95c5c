// The values of a template while it is expanded, and how they are printed: as Go's text/template and fmt do
// it (https://pkg.go.dev/text/template, https://pkg.go.dev/fmt), for the types that alerts give to templates.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace baro::alerts {

using TemplateTexts = std::map<std::string, std::string, std::less<>>;

// One element of a query's answer.
struct TemplateSample {
    TemplateTexts labels;
    double value = 0;
};
using TemplateSamplePtr = std::shared_ptr<const TemplateSample>;
using TemplateVector = std::vector<TemplateSamplePtr>;

// What "." is at the beginning.
struct TemplateData {
    TemplateTexts labels;
    TemplateTexts externalLabels;
    std::string externalUrl;
    double value = 0;
};

struct TemplateTime {
    std::int64_t milliseconds = 0;  // since 1970-01-01 UTC
};
struct TemplateNil {};      // the word nil
struct NoTemplateValue {};  // what a map does not have

struct TemplateValue;
using TemplateArguments = std::map<std::string, TemplateValue, std::less<>>;

struct TemplateValue {
    std::variant<NoTemplateValue, TemplateNil, bool, std::int64_t, double, std::string,
                 std::shared_ptr<const TemplateTexts>, std::shared_ptr<const TemplateVector>,
                 TemplateSamplePtr, std::shared_ptr<const TemplateArguments>, TemplateTime,
                 std::shared_ptr<const TemplateData>>
        value;

    template <class T>
    const T* as() const {
        return std::get_if<T>(&value);
    }
    bool isMissing() const { return as<NoTemplateValue>() != nullptr; }
};

// Whether "if" takes it for true: what is neither zero nor empty.
bool isTrue(const TemplateValue& value);
// "float64", "map[string]string"
std::string_view typeName(const TemplateValue& value);
// As an action prints it, and as print and %v do, which name what is behind a pointer.
std::string printed(const TemplateValue& value);
std::string printedByV(const TemplateValue& value);

// fmt.Sprintf; no longer than `most` bytes.
std::string formatted(std::string_view format, const std::vector<TemplateValue>& values, std::size_t most);

}  // namespace baro::alerts
