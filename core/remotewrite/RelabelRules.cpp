#include "core/remotewrite/RelabelRules.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/promql/Regex.h"

namespace baro::remotewrite {
namespace {

using Action = RelabelRule::Action;
using LabelMap = std::map<std::string, std::string>;
using Groups = std::vector<re2::StringPiece>;  // of a match; the whole text first

constexpr std::array<std::pair<std::string_view, Action>, 10> actionWords{{
    {"replace", Action::Replace},
    {"keep", Action::Keep},
    {"drop", Action::Drop},
    {"keepequal", Action::KeepEqual},
    {"dropequal", Action::DropEqual},
    {"lowercase", Action::Lowercase},
    {"uppercase", Action::Uppercase},
    {"labelmap", Action::LabelMap},
    {"labeldrop", Action::LabelDrop},
    {"labelkeep", Action::LabelKeep},
}};

std::optional<Groups> match(const re2::RE2& regex, const std::string& text) {
    Groups groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    if (!regex.Match(text, 0, text.size(), re2::RE2::ANCHOR_BOTH, groups.data(),
                     static_cast<int>(groups.size())))
        return std::nullopt;
    return groups;
}

std::string groupOf(std::string_view name, const re2::RE2& regex, const Groups& groups) {
    auto number = parseNumber<std::size_t>(name);
    if (!number) {
        const auto& named = regex.NamedCapturingGroups();
        const auto found = named.find(std::string(name));
        if (found == named.end()) return {};
        number = static_cast<std::size_t>(found->second);
    }
    return *number < groups.size() ? std::string(groups[*number]) : std::string();
}

// The name of a group at the beginning of what follows "$", as Go has it, and how long it is written; none
// when the sign stands for itself.
std::pair<std::string_view, std::size_t> groupName(std::string_view rest) {
    const bool isBraced = rest.starts_with('{');
    const std::string_view from = rest.substr(isBraced ? 1 : 0);
    const auto end = std::ranges::find_if_not(from, isWordCharacter);
    const std::string_view name = from.substr(0, static_cast<std::size_t>(end - from.begin()));
    if (!isBraced) return {name, name.size()};
    const bool isClosed = !name.empty() && from.substr(name.size()).starts_with('}');
    return isClosed ? std::pair(name, name.size() + 2) : std::pair(std::string_view(), std::size_t{0});
}

// Go's Regexp.Expand.
std::string expanded(std::string_view text, const re2::RE2& regex, const Groups& groups) {
    std::string out;
    while (true) {
        const std::size_t sign = text.find('$');
        out.append(text.substr(0, sign));
        if (sign == std::string_view::npos) return out;
        text.remove_prefix(sign + 1);
        if (text.starts_with('$')) {
            out += '$';
            text.remove_prefix(1);
            continue;
        }
        const auto [name, length] = groupName(text);
        out += length == 0 ? "$" : groupOf(name, regex, groups);
        text.remove_prefix(length);
    }
}

std::string joined(const RelabelRule& rule, const LabelMap& labels) {
    std::string value;
    for (const std::string& name : rule.sourceLabels) {
        if (&name != &rule.sourceLabels.front()) value += rule.separator;
        if (const auto found = labels.find(name); found != labels.end()) value += found->second;
    }
    return value;
}

std::string valueOf(const LabelMap& labels, const std::string& name) {
    const auto found = labels.find(name);
    return found == labels.end() ? std::string() : found->second;
}

void set(LabelMap& labels, const std::string& name, std::string value) {
    if (value.empty())
        labels.erase(name);
    else
        labels.insert_or_assign(name, std::move(value));
}

void replace(const RelabelRule& rule, const re2::RE2& regex, const std::string& value, LabelMap& labels) {
    const auto groups = match(regex, value);
    if (!groups) return;
    const std::string target = expanded(rule.targetLabel, regex, *groups);
    if (isLabelName(target))
        set(labels, target, expanded(rule.replacement, regex, *groups));
    else
        labels.erase(rule.targetLabel);
}

void mapLabels(const RelabelRule& rule, const re2::RE2& regex, LabelMap& labels) {
    LabelMap added;
    for (const auto& [name, value] : labels)
        if (const auto groups = match(regex, name))
            added.insert_or_assign(expanded(rule.replacement, regex, *groups), value);
    for (auto& [name, value] : added)
        if (isLabelName(name)) set(labels, name, std::move(value));
}

// Letters beyond ASCII stay as they are.
std::string inCase(std::string text, bool upper) {
    for (char& c : text)
        c = !upper ? lowered(c) : (c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c);
    return text;
}

// false: the series is dropped.
bool apply(const RelabelRule& rule, const re2::RE2& regex, LabelMap& labels) {
    const std::string value = joined(rule, labels);
    switch (rule.action) {
        case Action::Keep:
            return re2::RE2::FullMatch(value, regex);
        case Action::Drop:
            return !re2::RE2::FullMatch(value, regex);
        case Action::KeepEqual:
            return valueOf(labels, rule.targetLabel) == value;
        case Action::DropEqual:
            return valueOf(labels, rule.targetLabel) != value;
        case Action::Replace:
            replace(rule, regex, value, labels);
            return true;
        case Action::Lowercase:
        case Action::Uppercase:
            set(labels, rule.targetLabel, inCase(value, rule.action == Action::Uppercase));
            return true;
        case Action::LabelMap:
            mapLabels(rule, regex, labels);
            return true;
        case Action::LabelDrop:
        case Action::LabelKeep:
            break;
    }
    const bool dropsMatch = rule.action == Action::LabelDrop;
    std::erase_if(labels,
                  [&](const auto& label) { return re2::RE2::FullMatch(label.first, regex) == dropsMatch; });
    return true;
}

std::optional<std::string> problemWith(const RelabelRule& rule) {
    const bool comparesLabels = rule.action == Action::KeepEqual || rule.action == Action::DropEqual;
    const bool setsLabel = rule.action == Action::Replace || rule.action == Action::Lowercase ||
                           rule.action == Action::Uppercase;
    if ((comparesLabels || setsLabel) && rule.targetLabel.empty()) return "it needs a target_label";
    const bool mayBeTemplate = rule.action == Action::Replace;
    if (!rule.targetLabel.empty() && !isLabelName(rule.targetLabel) &&
        !(mayBeTemplate && rule.targetLabel.find('$') != std::string::npos))
        return "its target_label is no name of a label";
    return std::nullopt;
}

}  // namespace

std::optional<RelabelRule::Action> relabelActionOf(std::string_view word) {
    const std::string lower = lowered(word);
    const auto found = std::ranges::find(actionWords, lower, &std::pair<std::string_view, Action>::first);
    if (found == actionWords.end()) return std::nullopt;
    return found->second;
}

Result<RelabelRules> RelabelRules::compile(const std::vector<RelabelRule>& rules) {
    RelabelRules compiled;
    promql::RegexCheck check;
    for (const RelabelRule& rule : rules) {
        auto problem = problemWith(rule);
        if (!problem) problem = check.error(rule.regex);
        if (problem)
            return malformed(fmt::format("relabelling rule {}: {}", compiled.rules_.size() + 1, *problem));
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_dot_nl(true);
        compiled.rules_.push_back({rule, std::make_shared<const re2::RE2>(rule.regex, options)});
    }
    return compiled;
}

std::optional<Labels> RelabelRules::applied(const Labels& labels) const {
    if (rules_.empty()) return labels;
    LabelMap map(labels.pairs().begin(), labels.pairs().end());
    for (const Compiled& compiled : rules_)
        if (!apply(compiled.rule, *compiled.regex, map)) return std::nullopt;
    if (map.empty()) return std::nullopt;
    return Labels({map.begin(), map.end()});
}

}  // namespace baro::remotewrite
