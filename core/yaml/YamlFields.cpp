#include "core/yaml/YamlFields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/promql/NumberScan.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"

namespace baro {
namespace {

// Far more than anybody reads; a broken file of a million lines must not become a list of as many.
constexpr std::size_t mostProblems = 100;

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != '_') digits += c;
    const bool negative = digits.starts_with('-');
    std::string_view rest = digits;
    if (negative || rest.starts_with('+')) rest.remove_prefix(1);
    int base = 10;
    for (const auto& [prefix, prefixBase] : std::initializer_list<std::pair<std::string_view, int>>{
             {"0x", 16}, {"0o", 8}, {"0b", 2}, {"0", 8}}) {
        if (rest.size() <= prefix.size() || !rest.starts_with(prefix)) continue;
        base = prefixBase;
        rest.remove_prefix(prefix.size());
        break;
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value, base);
    if (rest.empty() || rest.front() == '-' || error != std::errc{} || end != rest.data() + rest.size())
        return std::nullopt;
    return negative ? -value : value;
}

// As YAML has them: infinity and no number begin with a dot.
std::optional<double> realNumber(std::string_view text) {
    if (const auto whole = wholeNumber(text)) return static_cast<double>(*whole);
    std::string_view rest = text;
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+')) rest.remove_prefix(1);
    if (rest == ".inf" || rest == ".Inf" || rest == ".INF")
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    if (text == ".nan" || text == ".NaN" || text == ".NAN") return std::numeric_limits<double>::quiet_NaN();
    if (rest.empty() || (!isDigit(rest.front()) && rest.front() != '.')) return std::nullopt;
    return promql::readNumber(text);
}

}  // namespace

std::string toString(const FileProblem& problem) {
    const std::string place =
        problem.line > 0 ? fmt::format("{}:{}", problem.file, problem.line) : problem.file;
    return escapedForTerminal(place + ": " + problem.message);
}

void YamlFields::wrong(int line, std::string message) {
    ++problemCount_;
    if (problems_.size() < mostProblems) problems_.push_back({file_, line, std::move(message)});
}

YamlNode YamlFields::tree(std::string_view text) {
    auto parsed = parseYaml(text);
    if (auto* const node = std::get_if<YamlNode>(&parsed)) return std::move(*node);
    auto& problem = std::get<YamlProblem>(parsed);
    wrong(problem.line, "yaml: " + problem.message);
    return {};
}

bool YamlFields::isMap(const YamlNode& node, std::span<const std::string_view> keys) {
    if (node.isNull()) return true;
    if (node.kind != YamlNode::Kind::Map) {
        wrong(node.line, fmt::format("expected keys and values, of {}", fmt::join(keys, ", ")));
        return false;
    }
    for (auto entry = node.entries.begin(); entry != node.entries.end(); ++entry) {
        const YamlNode& key = entry->key;
        if (std::ranges::find(keys, key.text) == keys.end() || !key.isScalar())
            wrong(key.line, fmt::format("unknown field {}; known are {}", promql::quoted(key.text),
                                        fmt::join(keys, ", ")));
        else if (std::any_of(node.entries.begin(), entry,
                             [&key](const auto& before) { return before.key.text == key.text; }))
            wrong(key.line, fmt::format("\"{}\" stands here twice", key.text));
    }
    return true;
}

const YamlNode* YamlFields::find(const YamlNode& map, std::string_view key) {
    const auto found = std::ranges::find_if(
        map.entries, [key](const auto& entry) { return entry.key.isScalar() && entry.key.text == key; });
    return found == map.entries.end() ? nullptr : &found->value;
}

int YamlFields::lineOf(const YamlNode& map, std::string_view key) {
    const YamlNode* const node = find(map, key);
    return node != nullptr ? node->line : map.line;
}

std::string YamlFields::itemText(const YamlNode& item) {
    if (item.isScalar()) return item.text;
    if (!item.isNull()) wrong(item.line, "expected a text");
    return {};
}

std::string YamlFields::text(const YamlNode& map, std::string_view key) {
    const YamlNode* const node = find(map, key);
    if (node == nullptr || node->isNull()) return {};
    if (!node->isScalar()) wrong(node->line, fmt::format("\"{}\" wants a text", key));
    return node->text;
}

std::optional<std::int64_t> YamlFields::milliseconds(const YamlNode& map, std::string_view key) {
    const YamlNode* const node = find(map, key);
    if (node == nullptr || node->isNull()) return std::nullopt;
    const auto duration = node->isScalar() ? promql::durationOfText(node->text)
                                           : Result<std::int64_t>(malformed("no duration"));
    if (duration) return *duration;
    wrong(node->line, fmt::format("\"{}\": {}", key, duration.error().message));
    return std::nullopt;
}

std::int64_t YamlFields::integer(const YamlNode& map, std::string_view key) {
    const YamlNode* const node = find(map, key);
    if (node == nullptr || node->isNull()) return 0;
    const auto value = node->isScalar() && !node->isQuoted ? realNumber(node->text) : std::nullopt;
    constexpr double exact = 9007199254740992;  // 2^53
    if (value && std::abs(*value) <= exact && std::trunc(*value) == *value)
        return static_cast<std::int64_t>(*value);
    wrong(node->line, fmt::format("\"{}\" wants a whole number", key));
    return 0;
}

double YamlFields::number(const YamlNode& map, std::string_view key) {
    const YamlNode* const node = find(map, key);
    if (node == nullptr || node->isNull()) return 0;
    const auto value = node->isScalar() && !node->isQuoted ? realNumber(node->text) : std::nullopt;
    if (!value) wrong(node->line, fmt::format("\"{}\" wants a number", key));
    return value.value_or(0);
}

bool YamlFields::flag(const YamlNode& map, std::string_view key) {
    const YamlNode* const node = find(map, key);
    if (node == nullptr || node->isNull()) return false;
    const bool isTrue = node->isScalar() && equalsIgnoringCase(node->text, "true");
    const bool isFalse = node->isScalar() && equalsIgnoringCase(node->text, "false");
    if (!isTrue && !isFalse) wrong(node->line, fmt::format("\"{}\" is true or false", key));
    return isTrue;
}

TextPairs YamlFields::texts(const YamlNode& map, std::string_view key) {
    TextPairs pairs;
    const YamlNode* const node = find(map, key);
    if (node == nullptr || node->isNull()) return pairs;
    if (node->kind != YamlNode::Kind::Map) {
        wrong(node->line, fmt::format("\"{}\" wants names and texts", key));
        return pairs;
    }
    for (const auto& [name, value] : node->entries) {
        if (!name.isScalar() || (!value.isScalar() && !value.isNull()))
            wrong(name.line, fmt::format("\"{}\" wants names and texts", key));
        else if (std::ranges::find(pairs, name.text, &std::pair<std::string, std::string>::first) !=
                 pairs.end())
            wrong(name.line, fmt::format("{} stands here twice", promql::quoted(name.text)));
        else
            pairs.emplace_back(name.text, value.text);
    }
    return pairs;
}

const std::vector<YamlNode>& YamlFields::list(const YamlNode& map, std::string_view key) {
    static const std::vector<YamlNode> none;
    const YamlNode* const node = find(map, key);
    if (node == nullptr || node->isNull()) return none;
    if (node->kind == YamlNode::Kind::List) return node->items;
    wrong(node->line, fmt::format("\"{}\" wants a list", key));
    return none;
}

}  // namespace baro
