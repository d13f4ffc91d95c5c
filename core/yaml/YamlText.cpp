#include "core/yaml/YamlText.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/AppendFormat.h"
#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/promql/Quoting.h"

namespace baro {
namespace {

// What some YAML takes for something else than a text.
bool isYamlWord(std::string_view text) {
    static constexpr std::array<std::string_view, 9> words{"null", "true", "false", "yes", "no",
                                                           "on",   "off",  "y",     "n"};
    return std::ranges::any_of(words,
                               [text](std::string_view word) { return equalsIgnoringCase(text, word); });
}

// Controls, the ends of lines that Unicode adds, and the byte order mark.
bool needsEscape(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029 ||
           code == 0xfeff || (code & 0xfffe) == 0xfffe;
}

bool needsEscapes(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const promql::Character character = promql::characterAt(text, at);
        if (!character.valid || needsEscape(character.code)) return true;
        at += character.bytes;
    }
    return false;
}

void appendEscaped(std::string& out, std::string_view bytes, char32_t code) {
    if (code == '"' || code == '\\')
        out.append("\\").append(bytes);
    else if (code == '\n')
        out += "\\n";
    else if (code == '\t')
        out += "\\t";
    else if (!needsEscape(code))
        out += bytes;
    else if (code < 0x100)
        appendFormat(out, "\\x{:02x}", static_cast<unsigned>(code));
    else if (code < 0x10000)
        appendFormat(out, "\\u{:04x}", static_cast<unsigned>(code));
    else
        appendFormat(out, "\\U{:08x}", static_cast<unsigned>(code));
}

std::string inDoubleQuotes(std::string_view raw) {
    const std::string text = validUtf8(raw);  // YAML is Unicode
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const promql::Character character = promql::characterAt(text, at);
        appendEscaped(out, std::string_view(text).substr(at, character.bytes), character.code);
        at += character.bytes;
    }
    return out += '"';
}

std::string inSingleQuotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    return out += '\'';
}

// The first line stands after a dash.
std::string itemLines(const YamlNode& item, std::size_t column) {
    if (item.kind != YamlNode::Kind::Map || item.entries.empty()) return yamlValue(item, column);
    std::string lines;
    for (const auto& [key, value] : item.entries) {
        if (!lines.empty()) lines += std::string(column, ' ');
        lines += yamlText(key.text) + ":" + yamlValue(value, column + 2);
    }
    return " " + lines;
}

}  // namespace

std::string yamlText(std::string_view text) {
    if (isLabelName(text) && !isYamlWord(text)) return std::string(text);
    return needsEscapes(text) ? inDoubleQuotes(text) : inSingleQuotes(text);
}

std::string yamlValue(const YamlNode& node, std::size_t column) {
    const std::string indent(column, ' ');
    std::string lines = "\n";
    switch (node.kind) {
        case YamlNode::Kind::Null:
            return " null\n";
        case YamlNode::Kind::Scalar:
            return " " + yamlText(node.text) + "\n";
        case YamlNode::Kind::List:
            if (node.items.empty()) return " []\n";
            for (const YamlNode& item : node.items)
                lines += indent + "-" + itemLines(item, column + 2);
            return lines;
        case YamlNode::Kind::Map:
            break;
    }
    if (node.entries.empty()) return " {}\n";
    for (const auto& [key, value] : node.entries)
        lines += indent + yamlText(key.text) + ":" + yamlValue(value, column + 2);
    return lines;
}

bool isSameYaml(const YamlNode& a, const YamlNode& b) {
    return a.kind == b.kind && a.text == b.text && std::ranges::equal(a.items, b.items, isSameYaml) &&
           std::ranges::equal(a.entries, b.entries, [](const YamlEntry& one, const YamlEntry& other) {
               return isSameYaml(one.key, other.key) && isSameYaml(one.value, other.value);
           });
}

YamlNode yamlScalar(std::string_view text) {
    YamlNode node;
    node.kind = YamlNode::Kind::Scalar;
    node.text = text;
    return node;
}

void setYaml(YamlNode& map, std::string_view key, YamlNode value) {
    map.kind = YamlNode::Kind::Map;
    map.entries.push_back({yamlScalar(key), std::move(value)});
}

}  // namespace baro
