#include "core/templates/Template.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/promql/Quoting.h"

namespace baro::alerts {
namespace {

using Kind = TemplateNode::Kind;
using Parameter = TemplateParameter;
using VectorPtr = std::shared_ptr<const TemplateVector>;
using TextsPtr = std::shared_ptr<const TemplateTexts>;
using ArgumentsPtr = std::shared_ptr<const TemplateArguments>;
using DataPtr = std::shared_ptr<const TemplateData>;

constexpr int mostSteps = 100'000;
constexpr int deepestInvocation = 50;

// Thrown and caught in this file.
struct ExpansionFailure {
    std::string message;
};

class Expansion {
  public:
    Expansion(const TemplateTree& tree, const std::string& name, const TemplateEnvironment& environment)
        : tree_(tree), name_(name), environment_(environment) {}

    std::string run(const TemplateValue& data) {
        variables_.emplace_back("$", data);
        walk(data, *tree_.root);
        return std::move(text_);
    }

  private:
    enum class Flow { On, Break, Continue };
    using Final = std::optional<TemplateValue>;  // what a pipeline hands to its next command

    [[noreturn]] void fail(const TemplateNode& node, std::string_view what) const {
        const std::string_view before = std::string_view(tree_.text).substr(0, node.at);
        const std::size_t newline = before.rfind('\n');
        const std::size_t column = newline == std::string_view::npos ? node.at : node.at - newline - 1;
        throw ExpansionFailure{fmt::format("template: {}:{}:{}: executing {} at <{}>: {}", name_,
                                           1 + std::ranges::count(before, '\n'), column,
                                           promql::quoted(name_), toString(node), what)};
    }

    void step(const TemplateNode& node) {
        if (++steps_ > mostSteps) fail(node, fmt::format("more than {} steps", mostSteps));
    }
    void print(const TemplateNode& node, std::string_view text) {
        if (text_.size() + text.size() > environment_.mostBytes)
            fail(node, fmt::format("the text grows beyond {} bytes", environment_.mostBytes));
        text_ += text;
    }

    Flow walk(const TemplateValue& dot, const TemplateNode& node) {
        step(node);
        switch (node.kind) {
            case Kind::Text:
                print(node, node.text);
                return Flow::On;
            case Kind::List:
                for (const TemplateNodePtr& part : node.parts)
                    if (const Flow flow = walk(dot, *part); flow != Flow::On) return flow;
                return Flow::On;
            case Kind::If:
            case Kind::With:
                return choose(dot, node);
            case Kind::Range:
                return repeat(dot, node);
            case Kind::Break:
                return Flow::Break;
            case Kind::Continue:
                return Flow::Continue;
            case Kind::Invoke:
                invoke(dot, node);
                return Flow::On;
            default:
                break;
        }
        const TemplateNode& pipe = *node.parts.front();
        const TemplateValue value = pipeline(dot, pipe);
        if (pipe.names.empty()) print(node, printed(value));
        return Flow::On;
    }

    Flow choose(const TemplateValue& dot, const TemplateNode& node) {
        const std::size_t known = variables_.size();
        const TemplateValue value = pipeline(dot, *node.parts[0]);
        Flow flow = Flow::On;
        if (isTrue(value))
            flow = walk(node.kind == Kind::With ? value : dot, *node.parts[1]);
        else if (node.parts.size() > 2)
            flow = walk(dot, *node.parts[2]);
        variables_.resize(known);
        return flow;
    }

    Flow repeat(const TemplateValue& dot, const TemplateNode& node) {
        const std::size_t known = variables_.size();
        const TemplateNode& pipe = *node.parts[0];
        const TemplateValue value = pipeline(dot, pipe, false);
        const auto elements = elementsOf(value, node);
        for (const auto& [key, element] : elements) {
            variables_.resize(known);
            if (pipe.names.size() > 1) setVariable(pipe, pipe.names[0], key);
            if (!pipe.names.empty()) setVariable(pipe, pipe.names.back(), element);
            const Flow flow = walk(element, *node.parts[1]);
            if (flow == Flow::Break) break;
        }
        variables_.resize(known);
        if (!elements.empty() || node.parts.size() < 3) return Flow::On;
        return walk(dot, *node.parts[2]);
    }

    using Elements = std::vector<std::pair<TemplateValue, TemplateValue>>;
    Elements elementsOf(const TemplateValue& value, const TemplateNode& node) {
        Elements elements;
        if (const auto* const vector = value.as<VectorPtr>()) {
            for (const TemplateSamplePtr& sample : **vector)
                elements.emplace_back(TemplateValue{static_cast<std::int64_t>(elements.size())},
                                      TemplateValue{sample});
        } else if (const auto* const texts = value.as<TextsPtr>()) {
            for (const auto& [key, text] : **texts)
                elements.emplace_back(TemplateValue{key}, TemplateValue{text});
        } else if (const auto* const all = value.as<ArgumentsPtr>()) {
            for (const auto& [key, argument] : **all)
                elements.emplace_back(TemplateValue{key}, argument);
        } else if (!value.isMissing()) {
            fail(*node.parts[0], fmt::format("range can't iterate over {}", printedByV(value)));
        }
        return elements;
    }

    void invoke(const TemplateValue& dot, const TemplateNode& node) {
        const auto found = tree_.definitions.find(node.text);
        if (found == tree_.definitions.end())
            fail(node, fmt::format("template {} not defined", promql::quoted(node.text)));
        if (++invocations_ > deepestInvocation) fail(node, "exceeded maximum template depth");
        const TemplateValue data =
            node.parts.empty() ? TemplateValue{TemplateNil{}} : pipeline(dot, *node.parts[0]);
        auto outer = std::exchange(variables_, {{"$", data}});
        walk(data, *found->second);
        variables_ = std::move(outer);
        --invocations_;
    }

    // The newest of the name; a template's text was checked for those that it uses.
    TemplateValue& variable(const TemplateNode& node, std::string_view name) {
        for (auto known = variables_.rbegin(); known != variables_.rend(); ++known)
            if (known->first == name) return known->second;
        fail(node, fmt::format("undefined variable: {}", name));
    }
    void setVariable(const TemplateNode& pipe, const std::string& name, const TemplateValue& value) {
        if (pipe.declares)
            variables_.emplace_back(name, value);
        else
            variable(pipe, name) = value;
    }

    TemplateValue pipeline(const TemplateValue& dot, const TemplateNode& pipe, bool setsVariables = true) {
        step(pipe);
        Final value;
        for (const TemplateNodePtr& part : pipe.parts)
            value = command(dot, *part, value);
        if (setsVariables)
            for (const std::string& name : pipe.names)
                setVariable(pipe, name, *value);
        return std::move(*value);
    }

    TemplateValue command(const TemplateValue& dot, const TemplateNode& command, const Final& final) {
        const TemplateNode& first = *command.parts.front();
        if (first.kind == Kind::Identifier) return call(dot, first, command, command.parts, final);
        if (command.parts.size() > 1 || final)
            fail(first, fmt::format("can't give argument to non-function {}", toString(first)));
        if (first.kind == Kind::Nil) fail(first, "nil is not a command");
        return operand(dot, first);
    }

    TemplateValue operand(const TemplateValue& dot, const TemplateNode& node) {
        step(node);
        switch (node.kind) {
            case Kind::Dot:
                return dot;
            case Kind::Nil:
                return TemplateValue{TemplateNil{}};
            case Kind::Constant:
                return node.constant;
            case Kind::Pipeline:
                return pipeline(dot, node);
            case Kind::Identifier:
                return call(dot, node, node, {}, {});
            case Kind::Field:
                return fields(dot, node, node.names, 0);
            case Kind::Variable:
                return fields(variable(node, node.names.front()), node, node.names, 1);
            case Kind::Chain:
                return fields(operand(dot, *node.parts.front()), node, node.names, 0);
            default:
                fail(node, "can't be evaluated");
        }
    }

    TemplateValue fields(TemplateValue value, const TemplateNode& node, const std::vector<std::string>& names,
                         std::size_t from) const {
        for (std::size_t i = from; i < names.size(); ++i)
            value = field(value, node, names[i]);
        return value;
    }

    TemplateValue field(const TemplateValue& value, const TemplateNode& node, const std::string& name) const {
        if (value.isMissing()) return {};
        if (const auto* const texts = value.as<TextsPtr>()) {
            const auto found = (*texts)->find(name);
            return {found == (*texts)->end() ? std::string() : found->second};
        }
        if (const auto* const all = value.as<ArgumentsPtr>()) {
            const auto found = (*all)->find(name);
            return found == (*all)->end() ? TemplateValue{} : found->second;
        }
        if (const auto* const sample = value.as<TemplateSamplePtr>()) {
            if (name == "Labels") return {TextsPtr(*sample, &(*sample)->labels)};
            if (name == "Value") return {(*sample)->value};
        }
        if (const auto* const data = value.as<DataPtr>()) {
            if (name == "Labels") return {TextsPtr(*data, &(*data)->labels)};
            if (name == "ExternalLabels") return {TextsPtr(*data, &(*data)->externalLabels)};
            if (name == "ExternalURL") return {(*data)->externalUrl};
            if (name == "Value") return {(*data)->value};
        }
        fail(node, fmt::format("can't evaluate field {} in type {}", name, typeName(value)));
    }

    // "at" is the function's name, "whole" what messages of the call itself are about.
    TemplateValue call(const TemplateValue& dot, const TemplateNode& at, const TemplateNode& whole,
                       const std::vector<TemplateNodePtr>& parts, const Final& final) {
        step(at);
        const TemplateFunction& function = *findFunction(at.text);
        const std::size_t written = parts.empty() ? 0 : parts.size() - 1;
        checkCount(function, at, written, written + (final ? 1 : 0));
        if (function.stopsEarly) return firstThatDecides(dot, function, parts, final);
        std::vector<TemplateValue> arguments;
        for (std::size_t i = 0; i < written; ++i)
            arguments.push_back(argument(dot, *parts[i + 1], parameterOf(function, i)));
        if (final) arguments.push_back(checked(*final, at, function.parameters.back()));
        auto result = function.call(environment_, arguments);
        if (!result) fail(whole, fmt::format("error calling {}: {}", function.name, result.error().message));
        return std::move(result).value();
    }

    void checkCount(const TemplateFunction& function, const TemplateNode& at, std::size_t written,
                    std::size_t count) const {
        const std::size_t wanted = function.parameters.size();
        if (function.isVariadic && count + 1 < wanted)
            fail(at, fmt::format("wrong number of args for {}: want at least {} got {}", function.name,
                                 wanted - 1, written));
        if (!function.isVariadic && count != wanted)
            fail(at,
                 fmt::format("wrong number of args for {}: want {} got {}", function.name, wanted, count));
    }

    static Parameter parameterOf(const TemplateFunction& function, std::size_t index) {
        return function.parameters[std::min(index, function.parameters.size() - 1)];
    }

    TemplateValue firstThatDecides(const TemplateValue& dot, const TemplateFunction& function,
                                   const std::vector<TemplateNodePtr>& parts, const Final& final) {
        TemplateValue value;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            value = argument(dot, *parts[i], Parameter::Any);
            if (isTrue(value) == (function.name == "or")) return value;
        }
        return final ? *final : value;
    }

    TemplateValue argument(const TemplateValue& dot, const TemplateNode& node, Parameter parameter) {
        if (node.kind == Kind::Constant && parameter != Parameter::Any) return constant(node, parameter);
        if (node.kind == Kind::Nil && parameter == Parameter::Text) fail(node, "cannot assign nil to string");
        return checked(operand(dot, node), node, parameter);
    }

    TemplateValue constant(const TemplateNode& node, Parameter parameter) const {
        if (parameter == Parameter::Text) {
            if (node.constant.as<std::string>() == nullptr)
                fail(node, fmt::format("expected string; found {}", node.text));
            return node.constant;
        }
        fail(node, fmt::format("can't handle {} for arg of type {}", node.text, typeName(parameter)));
    }

    TemplateValue checked(TemplateValue value, const TemplateNode& node, Parameter parameter) const {
        const bool fits = parameter == Parameter::Any ||
                          (parameter == Parameter::Text && value.as<std::string>() != nullptr) ||
                          (parameter == Parameter::Vector && value.as<VectorPtr>() != nullptr) ||
                          (parameter == Parameter::Sample && value.as<TemplateSamplePtr>() != nullptr);
        if (fits) return value;
        if (value.isMissing() || value.as<TemplateNil>() != nullptr)
            fail(node, fmt::format("invalid value; expected {}", typeName(parameter)));
        fail(node,
             fmt::format("wrong type for value; expected {}; got {}", typeName(parameter), typeName(value)));
    }

    const TemplateTree& tree_;
    const std::string& name_;
    const TemplateEnvironment& environment_;
    std::string text_;
    std::vector<std::pair<std::string, TemplateValue>> variables_;
    int steps_ = 0;
    int invocations_ = 0;
};

// What Prometheus puts before the text: columns in messages count it.
constexpr std::string_view alertPrefix =
    "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}"
    "{{$value := .Value}}";

}  // namespace

Result<Template> Template::parse(std::string text, std::string name) {
    auto parsed = parseTemplate(std::move(text));
    if (const auto* const problem = std::get_if<std::string>(&parsed))
        return malformed(fmt::format("template: {}:{}", name, *problem));
    Template made;
    made.name_ = std::move(name);
    made.tree_ = std::make_shared<const TemplateTree>(std::move(std::get<TemplateTree>(parsed)));
    return made;
}

Result<std::string> Template::expand(const TemplateData& data, const TemplateEnvironment& environment) const {
    try {
        return Expansion(*tree_, name_, environment).run({std::make_shared<const TemplateData>(data)});
    } catch (const ExpansionFailure& failure) {
        return malformed(failure.message);
    }
}

AlertText::AlertText(const std::string& text, const std::string& alertName) : name_("__alert_" + alertName) {
    if (text.find("{{") == std::string::npos) {
        plain_ = text;
        return;
    }
    auto parsed = Template::parse(std::string(alertPrefix) + text, name_);
    if (parsed)
        template_ = std::move(parsed).value();
    else
        problem_ = parsed.error().message;
}

std::string AlertText::expanded(const TemplateData& data, const TemplateEnvironment& environment) const {
    if (problem_)
        return fmt::format("<error expanding template: error parsing template {}: {}>", name_, *problem_);
    if (!template_) return plain_;
    auto text = template_->expand(data, environment);
    if (text) return std::move(text).value();
    return fmt::format("<error expanding template: error executing template {}: {}>", name_,
                       text.error().message);
}

}  // namespace baro::alerts
