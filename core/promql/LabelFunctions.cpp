#include "core/promql/LabelFunctions.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/Characters.h"
#include "core/base/Escape.h"

namespace baro::promql {

bool isUtf8LabelName(std::string_view name) {
    return !name.empty() && validUtf8(name) == name;
}

namespace {

Labels withLabel(const Labels& labels, const std::string& name, std::string value) {
    auto pairs = labels.pairs();
    std::erase_if(pairs, [&name](const auto& pair) { return pair.first == name; });
    pairs.emplace_back(name, std::move(value));
    return Labels(std::move(pairs));
}

bool isNameCharacter(char c) {
    return isWordCharacter(c) || static_cast<unsigned char>(c) >= 0x80;
}

// The name in "$name" or "${name}", without the dollar sign, which is taken off the text with it. Empty, and
// the text untouched, where none stands.
std::string_view takeGroupName(std::string_view& text) {
    const bool braced = text.starts_with('{');
    const std::string_view from = text.substr(braced ? 1 : 0);
    const auto end = std::ranges::find_if_not(from, isNameCharacter);
    const auto length = static_cast<std::size_t>(end - from.begin());
    if (length == 0 || (braced && (end == from.end() || *end != '}'))) return {};
    text = from.substr(length + (braced ? 1 : 0));
    return from.substr(0, length);
}

// -1: the expression has no such group.
int groupOf(std::string_view name, const re2::RE2& expression) {
    const bool leadingZero = name.size() > 1 && name.front() == '0';
    int number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc{} && end == name.data() + name.size() && !leadingZero)
        return number <= expression.NumberOfCapturingGroups() ? number : -1;
    const auto& groups = expression.NamedCapturingGroups();
    const auto found = groups.find(std::string(name));
    return found == groups.end() ? -1 : found->second;
}

std::unique_ptr<re2::RE2> compiled(std::string_view expression) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return std::make_unique<re2::RE2>(fmt::format("^(?s:{})$", expression), options);
}

}  // namespace

LabelReplacement::LabelReplacement() = default;
LabelReplacement::~LabelReplacement() = default;
LabelReplacement::LabelReplacement(LabelReplacement&&) noexcept = default;
LabelReplacement& LabelReplacement::operator=(LabelReplacement&&) noexcept = default;

Result<LabelReplacement> LabelReplacement::create(std::string destination, std::string_view replacement,
                                                  std::string source, std::string_view expression) {
    LabelReplacement result;
    result.expression_ = compiled(expression);
    if (!result.expression_->ok())
        return malformed(fmt::format("invalid regular expression in label_replace(): {}", expression));
    if (!isUtf8LabelName(destination))
        return malformed(fmt::format("invalid destination label name in label_replace(): {}", destination));
    result.destination_ = std::move(destination);
    result.source_ = std::move(source);
    result.readTemplate(replacement);
    return result;
}

// As Go's Regexp.Expand: $1, ${1}, $name, ${name}; $$ is a dollar sign, and so is one that begins nothing.
void LabelReplacement::readTemplate(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const std::size_t dollar = std::min(text.find('$'), text.size());
        plain += text.substr(0, dollar);
        text.remove_prefix(dollar);
        if (text.empty()) break;
        text.remove_prefix(1);
        if (text.starts_with('$')) {
            plain += '$';
            text.remove_prefix(1);
        } else if (const std::string_view name = takeGroupName(text); name.empty()) {
            plain += '$';
        } else if (const int group = groupOf(name, *expression_); group >= 0) {
            pieces_.push_back({std::move(plain), group});
            plain.clear();
        }
    }
    pieces_.push_back({std::move(plain), std::nullopt});
}

std::optional<Labels> LabelReplacement::apply(const Labels& labels) const {
    const std::string_view value = labels.value(source_);
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(expression_->NumberOfCapturingGroups()) +
                                         1);
    if (!expression_->Match({value.data(), value.size()}, 0, value.size(), re2::RE2::ANCHOR_BOTH,
                            groups.data(), static_cast<int>(groups.size())))
        return std::nullopt;
    std::string made;
    for (const Piece& piece : pieces_) {
        made += piece.textBefore;
        if (!piece.group) continue;
        const re2::StringPiece& group = groups[static_cast<std::size_t>(*piece.group)];
        made.append(group.data(), group.size());
    }
    return withLabel(labels, destination_, std::move(made));
}

Result<LabelJoin> LabelJoin::create(std::string destination, std::string separator,
                                    std::vector<std::string> sources) {
    for (const std::string& source : sources)
        if (!isUtf8LabelName(source))
            return malformed(fmt::format("invalid source label name in label_join(): {}", source));
    if (!isUtf8LabelName(destination))
        return malformed(fmt::format("invalid destination label name in label_join(): {}", destination));
    LabelJoin result;
    result.destination_ = std::move(destination);
    result.separator_ = std::move(separator);
    result.sources_ = std::move(sources);
    return result;
}

Labels LabelJoin::apply(const Labels& labels) const {
    std::string joined;
    for (const std::string& source : sources_) {
        if (&source != &sources_.front()) joined += separator_;
        joined += labels.value(source);
    }
    return withLabel(labels, destination_, std::move(joined));
}

}  // namespace baro::promql
