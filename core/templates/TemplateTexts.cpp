// What templates do with texts, addresses and links
// (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#strings).
#include <arpa/inet.h>
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/Characters.h"
#include "core/promql/Regex.h"
#include "core/templates/TemplateFunctions.h"

namespace baro::alerts {
namespace {

using Arguments = TemplateFunction::Arguments;
using Environment = TemplateEnvironment;

constexpr char caseBit = 0x20;

char uppered(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~caseBit) : c;
}

// ASCII, and the accented letters of Latin-1 (two bytes that begin with C3).
std::string inCase(std::string_view text, bool upper) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto byte = static_cast<unsigned char>(out[i]);
        if (byte < 0x80) {
            out[i] = upper ? uppered(out[i]) : lowered(out[i]);
        } else if (byte == 0xC3 && i + 1 < out.size()) {
            const auto second = static_cast<unsigned char>(out[i + 1]);
            const bool isLetter = (second & 0x1F) != 0x17 && second != 0x9F && second != 0xBF;
            if (isLetter && upper && second >= 0xA0) out[i + 1] = static_cast<char>(second - 0x20);
            if (isLetter && !upper && second < 0xA0) out[i + 1] = static_cast<char>(second + 0x20);
            ++i;
        }
    }
    return out;
}

// The first letter of each word, where a word follows what is no letter, digit or underscore.
std::string titled(std::string_view text) {
    std::string out;
    bool inWord = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t bytes = static_cast<unsigned char>(text[i]) == 0xC3 && i + 1 < text.size() ? 2 : 1;
        const std::string_view letter = text.substr(i, bytes);
        out += inWord ? std::string(letter) : inCase(letter, true);
        inWord = isWordCharacter(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80;
        i += bytes;
    }
    return out;
}

Result<std::unique_ptr<RE2>> compiled(const std::string& pattern) {
    promql::RegexCheck check;
    if (const auto error = check.error(pattern)) return malformed(*error);
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(8 << 20);
    auto expression = std::make_unique<RE2>(pattern, options);
    if (!expression->ok()) return malformed("error parsing regexp: " + expression->error());
    return expression;
}

Result<TemplateValue> matches(const Environment&, Arguments arguments) {
    const auto expression = compiled(textArgument(arguments[0]));
    if (!expression) return expression.error();
    return TemplateValue{RE2::PartialMatch(textArgument(arguments[1]), **expression)};
}

// "$1", "${name}" and "$$", as Go's regexp.Expand puts them in.
class Replacement {
  public:
    Replacement(const RE2& expression, std::string_view text) : expression_(expression), text_(text) {}

    void appendTo(std::string& out, const std::vector<re2::StringPiece>& groups) const {
        for (std::string_view rest = text_; !rest.empty();) {
            const std::size_t plain = std::min(rest.find('$'), rest.size());
            out.append(rest.substr(0, plain));
            rest.remove_prefix(plain);
            if (rest.empty()) return;
            rest.remove_prefix(1);
            if (rest.starts_with('$')) {
                out += '$';
                rest.remove_prefix(1);
            } else if (const auto name = takeName(rest)) {
                append(out, *name, groups);
            } else {
                out += '$';
            }
        }
    }

  private:
    static std::optional<std::string_view> takeName(std::string_view& rest) {
        const bool inBraces = rest.starts_with('{');
        const std::string_view from = inBraces ? rest.substr(1) : rest;
        const auto end = std::ranges::find_if_not(from, isWordCharacter);
        const std::string_view name = from.substr(0, static_cast<std::size_t>(end - from.begin()));
        if (name.empty() || (inBraces && (end == from.end() || *end != '}'))) return std::nullopt;
        rest.remove_prefix(name.size() + (inBraces ? 2 : 0));
        return name;
    }
    void append(std::string& out, std::string_view name, const std::vector<re2::StringPiece>& groups) const {
        std::size_t index = groups.size();
        if (std::ranges::all_of(name, isDigit)) {
            index = name.size() > 3 ? groups.size() : static_cast<std::size_t>(std::stoi(std::string(name)));
        } else if (const auto found = expression_.NamedCapturingGroups().find(std::string(name));
                   found != expression_.NamedCapturingGroups().end()) {
            index = static_cast<std::size_t>(found->second);
        }
        if (index < groups.size()) out.append(groups[index].data(), groups[index].size());
    }

    const RE2& expression_;
    std::string_view text_;
};

Result<TemplateValue> replaceAll(const Environment& environment, Arguments arguments) {
    const std::string& pattern = textArgument(arguments[0]);
    const auto expression = compiled(pattern);
    if (!expression)
        return malformed(fmt::format("regexp: Compile(`{}`): {}", pattern, expression.error().message));
    const Replacement replacement(**expression, textArgument(arguments[1]));
    const std::string& text = textArgument(arguments[2]);
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>((*expression)->NumberOfCapturingGroups()) +
                                         1);
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = 0; at <= text.size() && out.size() < environment.mostBytes;) {
        if (!(*expression)
                 ->Match(text, at, text.size(), RE2::UNANCHORED, groups.data(),
                         static_cast<int>(groups.size())))
            break;
        const auto from = static_cast<std::size_t>(groups[0].data() - text.data());
        const std::size_t to = from + groups[0].size();
        out.append(text, copied, from - copied);
        if (to > from || from >= copied) replacement.appendTo(out, groups);
        copied = to;
        at = to > from ? to : to + 1;
    }
    if (copied < text.size()) out.append(text, copied);
    out.resize(std::min(out.size(), environment.mostBytes));
    return TemplateValue{std::move(out)};
}

struct HostPort {
    std::string host;
    std::string port;
};
// As Go's net.SplitHostPort; nothing where there is no port.
std::optional<HostPort> splitHostPort(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    std::string host = text.substr(0, colon);
    if (host.starts_with('[')) {
        if (!host.ends_with(']')) return std::nullopt;
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string::npos) {
        return std::nullopt;
    }
    if (host.find_first_of("[]") != std::string::npos) return std::nullopt;
    return HostPort{std::move(host), text.substr(colon + 1)};
}

bool isAddress(const std::string& host) {
    std::array<unsigned char, 16> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

Result<TemplateValue> withoutPort(const Environment&, Arguments arguments) {
    const auto split = splitHostPort(textArgument(arguments[0]));
    return TemplateValue{split ? split->host : textArgument(arguments[0])};
}

Result<TemplateValue> withoutDomain(const Environment&, Arguments arguments) {
    const std::string& text = textArgument(arguments[0]);
    const HostPort split = splitHostPort(text).value_or(HostPort{text, ""});
    if (isAddress(split.host)) return TemplateValue{text};
    const std::string first = split.host.substr(0, split.host.find('.'));
    return TemplateValue{split.port.empty() ? first : first + ":" + split.port};
}

std::string queryEscaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (isLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '.' || c == '~')
            out += c;
        else if (c == ' ')
            out += '+';
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

template <int Tab>
Result<TemplateValue> link(const Environment&, Arguments arguments) {
    return TemplateValue{
        fmt::format("/graph?g0.expr={}&g0.tab={}", queryEscaped(textArgument(arguments[0])), Tab)};
}

// Of an address, what stands behind the host.
std::string pathOf(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return std::string(url);
    const std::size_t slash = url.find('/', scheme + 3);
    if (slash == std::string_view::npos) return {};
    return std::string(url.substr(slash, url.find_first_of("?#", slash) - slash));
}

Result<TemplateValue> escapedForQuery(const Environment& environment, Arguments arguments) {
    std::string text;
    for (const TemplateValue& argument : arguments)
        text += printedByV(argument);
    text = queryEscaped(text);
    text.resize(std::min(text.size(), environment.mostBytes));
    return TemplateValue{std::move(text)};
}

}  // namespace

std::vector<TemplateFunction> textFunctions() {
    using enum TemplateParameter;
    using Outcome = Result<TemplateValue>;
    return {
        {"title",
         {Text},
         false,
         false,
         [](const Environment&, Arguments a) -> Outcome {
             return TemplateValue{titled(textArgument(a[0]))};
         }},
        {"toUpper",
         {Text},
         false,
         false,
         [](const Environment&, Arguments a) -> Outcome {
             return TemplateValue{inCase(textArgument(a[0]), true)};
         }},
        {"toLower",
         {Text},
         false,
         false,
         [](const Environment&, Arguments a) -> Outcome {
             return TemplateValue{inCase(textArgument(a[0]), false)};
         }},
        {"safeHtml", {Text}, false, false, [](const Environment&, Arguments a) -> Outcome { return a[0]; }},
        {"match", {Text, Text}, false, false, matches},
        {"reReplaceAll", {Text, Text, Text}, false, false, replaceAll},
        {"stripPort", {Text}, false, false, withoutPort},
        {"stripDomain", {Text}, false, false, withoutDomain},
        {"graphLink", {Text}, false, false, link<0>},
        {"tableLink", {Text}, false, false, link<1>},
        {"urlQueryEscape", {Text}, false, false, escapedForQuery},
        {"urlquery", {Any}, true, false, escapedForQuery},
        {"externalURL",
         {},
         false,
         false,
         [](const Environment& e, Arguments) -> Outcome { return TemplateValue{e.externalUrl}; }},
        {"pathPrefix",
         {},
         false,
         false,
         [](const Environment& e, Arguments) -> Outcome { return TemplateValue{pathOf(e.externalUrl)}; }},
    };
}

}  // namespace baro::alerts
