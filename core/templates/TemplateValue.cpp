#include "core/templates/TemplateValue.h"

#include <fmt/format.h>

#include "core/promql/Dates.h"
#include "core/promql/NumberText.h"

namespace baro::alerts {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string textOf(const TemplateTexts& texts) {
    std::string text = "map[";
    for (const auto& [key, value] : texts) {
        if (text.size() > 4) text += ' ';
        text.append(key).append(":").append(value);
    }
    return text += ']';
}

std::string textOf(const TemplateArguments& arguments) {
    std::string text = "map[";
    for (const auto& [key, value] : arguments) {
        if (text.size() > 4) text += ' ';
        text.append(key).append(":").append(printedByV(value));
    }
    return text += ']';
}

std::string textOf(const TemplateSample& sample) {
    return fmt::format("{{{} {}}}", textOf(sample.labels), promql::shortText(sample.value));
}

std::string textOf(const TemplateVector& vector) {
    std::string text = "[";
    for (const TemplateSamplePtr& sample : vector)
        text.append(text.size() > 1 ? " " : "").append(textOf(*sample));
    return text += ']';
}

std::string textOf(const TemplateData& data) {
    return fmt::format("{{{} {} {} {}}}", textOf(data.labels), textOf(data.externalLabels), data.externalUrl,
                       promql::shortText(data.value));
}

std::string textOf(const TemplateTime& time) {
    std::int64_t seconds = time.milliseconds / 1000;
    std::int64_t rest = time.milliseconds % 1000;
    if (rest < 0) {
        rest += 1000;
        --seconds;
    }
    const promql::Date date = promql::dateOf(static_cast<double>(seconds));
    std::string fraction = rest == 0 ? std::string() : fmt::format(".{:03}", rest);
    while (fraction.ends_with('0'))
        fraction.pop_back();
    const std::int64_t second = ((seconds % 60) + 60) % 60;
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}{} +0000 UTC", date.year, date.month, date.day,
                       date.hour, date.minute, second, fraction);
}

}  // namespace

bool isTrue(const TemplateValue& value) {
    return std::visit(
        Overloaded{[](const NoTemplateValue&) { return false; }, [](const TemplateNil&) { return false; },
                   [](bool flag) { return flag; }, [](std::int64_t number) { return number != 0; },
                   [](double number) { return number != 0; },
                   [](const std::string& text) { return !text.empty(); },
                   [](const std::shared_ptr<const TemplateTexts>& texts) { return !texts->empty(); },
                   [](const std::shared_ptr<const TemplateVector>& vector) { return !vector->empty(); },
                   [](const std::shared_ptr<const TemplateArguments>& all) { return !all->empty(); },
                   [](const auto&) { return true; }},
        value.value);
}

std::string_view typeName(const TemplateValue& value) {
    return std::visit(Overloaded{
                          [](const NoTemplateValue&) -> std::string_view { return "<nil>"; },
                          [](const TemplateNil&) -> std::string_view { return "<nil>"; },
                          [](bool) -> std::string_view { return "bool"; },
                          [](std::int64_t) -> std::string_view { return "int"; },
                          [](double) -> std::string_view { return "float64"; },
                          [](const std::string&) -> std::string_view { return "string"; },
                          [](const std::shared_ptr<const TemplateTexts>&) -> std::string_view {
                              return "map[string]string";
                          },
                          [](const std::shared_ptr<const TemplateVector>&) -> std::string_view {
                              return "template.queryResult";
                          },
                          [](const TemplateSamplePtr&) -> std::string_view { return "*template.sample"; },
                          [](const std::shared_ptr<const TemplateArguments>&) -> std::string_view {
                              return "map[string]interface {}";
                          },
                          [](const TemplateTime&) -> std::string_view { return "*time.Time"; },
                          [](const std::shared_ptr<const TemplateData>&) -> std::string_view {
                              return "struct { Labels map[string]string; ExternalLabels map[string]string; "
                                     "ExternalURL string; "
                                     "Value float64 }";
                          },
                      },
                      value.value);
}

std::string printed(const TemplateValue& value) {
    if (value.isMissing()) return "<no value>";
    if (const auto* const sample = value.as<TemplateSamplePtr>()) return textOf(**sample);
    return printedByV(value);
}

std::string printedByV(const TemplateValue& value) {
    return std::visit(Overloaded{[](const NoTemplateValue&) -> std::string { return "<nil>"; },
                                 [](const TemplateNil&) -> std::string { return "<nil>"; },
                                 [](bool flag) -> std::string { return flag ? "true" : "false"; },
                                 [](std::int64_t number) { return std::to_string(number); },
                                 [](double number) { return promql::shortText(number); },
                                 [](const std::string& text) { return text; },
                                 [](const TemplateSamplePtr& sample) { return "&" + textOf(*sample); },
                                 [](const TemplateTime& time) { return textOf(time); },
                                 [](const auto& pointer) { return textOf(*pointer); }},
                      value.value);
}

}  // namespace baro::alerts
