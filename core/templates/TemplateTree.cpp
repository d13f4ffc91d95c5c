#include "core/templates/TemplateTree.h"

#include "core/promql/Quoting.h"

namespace baro::alerts {
namespace {

using Kind = TemplateNode::Kind;

std::string joinedNames(const std::vector<std::string>& names, std::string_view separator) {
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty()) text += separator;
        text += name;
    }
    return text;
}

std::string inParentheses(const TemplateNode& node) {
    return node.kind == Kind::Pipeline ? "(" + toString(node) + ")" : toString(node);
}

std::string pipelineText(const TemplateNode& node) {
    std::string text;
    if (!node.names.empty()) text = joinedNames(node.names, ", ") + (node.declares ? " := " : " = ");
    for (std::size_t i = 0; i < node.parts.size(); ++i)
        text.append(i > 0 ? " | " : "").append(toString(*node.parts[i]));
    return text;
}

std::string commandText(const TemplateNode& node) {
    std::string text;
    for (std::size_t i = 0; i < node.parts.size(); ++i)
        text.append(i > 0 ? " " : "").append(inParentheses(*node.parts[i]));
    return text;
}

}  // namespace

std::string toString(const TemplateNode& node) {
    switch (node.kind) {
        case Kind::Pipeline:
            return pipelineText(node);
        case Kind::Command:
            return commandText(node);
        case Kind::Field:
            return "." + joinedNames(node.names, ".");
        case Kind::Variable:
            return joinedNames(node.names, ".");
        case Kind::Chain:
            return inParentheses(*node.parts.front()) + "." + joinedNames(node.names, ".");
        case Kind::Invoke:
            return "{{template " + promql::quoted(node.text) +
                   (node.parts.empty() ? "" : " " + toString(*node.parts.front())) + "}}";
        case Kind::Action:
            return "{{" + toString(*node.parts.front()) + "}}";
        default:
            return node.text;
    }
}

}  // namespace baro::alerts
