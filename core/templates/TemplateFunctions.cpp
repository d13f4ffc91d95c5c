#include "core/templates/TemplateFunctions.h"

#include <map>

namespace baro::alerts {
namespace {

using FunctionTable = std::map<std::string_view, TemplateFunction>;

FunctionTable allFunctions() {
    FunctionTable table;
    for (const auto& functions :
         {builtinFunctions(), humanizingFunctions(), textFunctions(), queryFunctions()})
        for (const TemplateFunction& function : functions)
            table.emplace(function.name, function);
    return table;
}

}  // namespace

std::string_view typeName(TemplateParameter parameter) {
    switch (parameter) {
        case TemplateParameter::Text:
            return "string";
        case TemplateParameter::Vector:
            return "template.queryResult";
        case TemplateParameter::Sample:
            return "*template.sample";
        case TemplateParameter::Any:
            break;
    }
    return "interface {}";
}

const TemplateFunction* findFunction(std::string_view name) {
    static const FunctionTable table = allFunctions();
    const auto found = table.find(name);
    return found == table.end() ? nullptr : &found->second;
}

}  // namespace baro::alerts
