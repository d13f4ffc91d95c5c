#include "core/exports/AddressText.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"

namespace baro::exports {
namespace {

constexpr std::size_t interfacePrefix = 3;
constexpr std::size_t bareHardware = 12;

bool isHexDigit(char c) {
    return isDigit(c) || (lowered(c) >= 'a' && lowered(c) <= 'f');
}
bool isAlphanumeric(char c) {
    return isDigit(c) || isLetter(c);
}

// The characters before the first one that is no `accepted`.
template <class Accepted>
std::string_view startOf(std::string_view text, Accepted accepted) {
    return text.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(text, accepted) - text.begin()));
}

std::vector<std::string_view> fieldsOf(std::string_view text, char separator) {
    std::vector<std::string_view> fields;
    while (true) {
        const auto end = text.find(separator);
        fields.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return fields;
        text.remove_prefix(end + 1);
    }
}

// Nothing: it is no such address. Else the value of its first byte, to tell those that tell nothing.
std::optional<std::uint32_t> valueOfV4(std::string_view text) {
    const auto fields = fieldsOf(text, '.');
    if (fields.size() != 4) return std::nullopt;
    std::uint32_t value = 0;
    for (const std::string_view field : fields) {
        const auto byte = field.size() <= 3 ? parseNumber<std::uint32_t>(field) : std::nullopt;
        if (!byte || *byte > 255) return std::nullopt;
        value = value << 8 | *byte;
    }
    return value;
}

bool tellsNothing(std::uint32_t v4) {
    return v4 >> 24 == 127 || v4 == 0 || v4 == 0xffff'ffff || (v4 >> 24 == 255);
}

bool isV6(std::string_view text) {
    const auto gap = text.find("::");
    if (gap != std::string_view::npos && text.find("::", gap + 1) != std::string_view::npos) return false;
    std::size_t groups = 0;
    const auto fields = fieldsOf(text, ':');
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string_view field = fields[i];
        // Only the two colons of the gap have nothing between or beside them.
        const bool isAtEdge =
            (i == 0 && text.starts_with("::")) || (i + 1 == fields.size() && text.ends_with("::"));
        if (field.empty()) {
            if (gap == std::string_view::npos) return false;
            if (!isAtEdge && !(i > 0 && i + 1 < fields.size())) return false;
        } else if (i + 1 == fields.size() && field.find('.') != std::string_view::npos) {
            if (!valueOfV4(field)) return false;
            groups += 2;
        } else {
            if (field.size() > 4 || !std::ranges::all_of(field, isHexDigit)) return false;
            ++groups;
        }
    }
    return gap == std::string_view::npos ? groups == 8 : groups < 8;
}

// Six or more bytes of two digits each.
bool isHardware(std::string_view text, char separator) {
    const auto fields = fieldsOf(text, separator);
    return fields.size() >= 6 && std::ranges::all_of(fields, [](std::string_view field) {
               return field.size() == 2 && std::ranges::all_of(field, isHexDigit);
           });
}

bool isOneDigitRepeated(std::string_view text) {
    const char first = text.front();
    return (first == '0' || lowered(first) == 'f') && std::ranges::all_of(text, [first](char c) {
               return lowered(c) == lowered(first) || c == ':' || c == '-';
           });
}

bool endsThere(std::string_view text, std::size_t length) {
    return length == text.size() || !isAlphanumeric(text[length]);
}

AddressSpan interfaceAt(std::string_view text) {
    constexpr std::array<std::string_view, 3> starts{"enx", "wlx", "wwx"};
    if (std::ranges::find(starts, text.substr(0, interfacePrefix)) == starts.end()) return {};
    const auto digits = startOf(text.substr(interfacePrefix), isHexDigit);
    const std::size_t length = interfacePrefix + bareHardware;
    return digits.size() == bareHardware && endsThere(text, length)
               ? AddressSpan{AddressKind::Interface, length}
               : AddressSpan{};
}

AddressSpan hardwareAt(std::string_view text, char separator) {
    auto run = startOf(text, [separator](char c) { return isHexDigit(c) || c == separator; });
    while (run.ends_with(separator))
        run.remove_suffix(1);
    // "aa-bb-cc-dd-ee-ff-battery": the run goes on with the letters of a word.
    while (!run.empty() && (!isHardware(run, separator) || !endsThere(text, run.size()))) {
        const auto last = run.rfind(separator);
        run = run.substr(0, last == std::string_view::npos ? 0 : last);
    }
    return run.empty() || isOneDigitRepeated(run) ? AddressSpan{}
                                                  : AddressSpan{AddressKind::Hardware, run.size()};
}

AddressSpan numbersAt(std::string_view text) {
    auto run = startOf(text, [](char c) { return isHexDigit(c) || c == ':' || c == '.'; });
    if (!endsThere(text, run.size())) {
        // "fe80::1:x": what is glued to a word is none.
        run = run.substr(0, run.find_last_of(":.") == std::string_view::npos ? 0 : run.find_last_of(":."));
    }
    while (run.ends_with('.') || (run.ends_with(':') && !run.ends_with("::")))
        run.remove_suffix(1);
    if (run.find(':') != std::string_view::npos && isV6(run))
        return run == "::" || run == "::1" ? AddressSpan{} : AddressSpan{AddressKind::V6, run.size()};
    // With a port behind it, or a whole list.
    const std::string_view before = run.substr(0, run.find(':'));
    const auto value = valueOfV4(before);
    return value && !tellsNothing(*value) ? AddressSpan{AddressKind::V4, before.size()} : AddressSpan{};
}

}  // namespace

AddressSpan addressAt(std::string_view text) {
    if (text.empty()) return {};
    if (const AddressSpan name = interfaceAt(text); name.kind != AddressKind::None) return name;
    if (!isHexDigit(text.front()) && text.front() != ':') return {};
    for (const char separator : {':', '-'})
        if (const AddressSpan hardware = hardwareAt(text, separator); hardware.kind != AddressKind::None)
            return hardware;
    return numbersAt(text);
}

}  // namespace baro::exports
