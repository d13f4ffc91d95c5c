#include "platform/linux/NetDev.h"

#include <array>
#include <optional>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

// The kernel's own interfaces have up to 15 bytes, but names are only text here.
std::optional<std::string_view> takeName(std::string_view& line) {
    // The last colon: aliases ("eth0:1") carried one in their name.
    const auto colon = line.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view name = trimmed(line.substr(0, colon));
    line.remove_prefix(colon + 1);
    if (name.empty() || name.find('\0') != std::string_view::npos) return std::nullopt;
    return name;
}

std::optional<std::array<double, 8>> takeEight(std::string_view& line) {
    std::array<double, 8> values{};
    for (double& value : values) {
        const auto counter = takeCounter(line);
        if (!counter) return std::nullopt;
        value = static_cast<double>(*counter);
    }
    return values;
}

std::optional<NetDevRow> parseInterfaceRow(std::string_view line) {
    const auto name = takeName(line);
    const auto in = takeEight(line);
    const auto out = takeEight(line);
    if (!name || !in || !out || !isBlank(line)) return std::nullopt;
    // bytes packets errs drop fifo frame compressed multicast | bytes packets errs drop fifo colls carrier
    // compressed
    return NetDevRow{
        std::string(*name),
        {(*in)[0], (*in)[1], (*in)[2], (*in)[3], (*in)[4], (*in)[5], (*in)[6], (*in)[7]},
        {(*out)[0], (*out)[1], (*out)[2], (*out)[3], (*out)[4], (*out)[5], (*out)[7], (*out)[6]}};
}

// A whole number, with a point behind it when it is new.
std::optional<double> takeMark(std::string_view& line) {
    std::string_view field = takeField(line);
    if (field.ends_with('.')) field.remove_suffix(1);
    const auto number = parseNumber<int>(field);
    if (!number) return std::nullopt;
    return *number;
}

// Drivers of cfg80211 count the quality up to 70 (net/wireless/wext-compat.c); what is above has another,
// unsaid scale.
std::optional<double> qualityRatio(double quality) {
    constexpr double best = 70;
    if (quality < 0 || quality > best) return std::nullopt;
    return quality / best;
}

// -256 stands for unknown, and levels from 0 up are in units of the driver's own.
std::optional<double> decibels(double level) {
    if (level >= 0 || level <= -256) return std::nullopt;
    return level;
}

}  // namespace

Result<std::vector<NetDevRow>> parseNetDev(std::string_view text) {
    const auto first = takeLine(text);
    const auto second = takeLine(text);
    if (!first || !second || !first->starts_with("Inter-|") ||
        second->find("face |bytes") == std::string_view::npos)
        return malformed("net/dev does not begin with its two lines of heading");
    if (endsWithin(text) && !text.empty()) return malformed("net/dev is cut");
    std::vector<NetDevRow> rows;
    while (const auto line = takeLine(text)) {
        auto row = parseInterfaceRow(*line);
        if (!row)
            return malformed("line " + std::to_string(rows.size() + 3) +
                             " of net/dev is not a name, a colon and 16 counters");
        rows.push_back(std::move(*row));
    }
    return rows;
}

Result<WirelessLinks> parseWireless(std::string_view text) {
    const auto first = takeLine(text);
    const auto second = takeLine(text);
    if (!first || !second || !first->starts_with("Inter-|"))
        return malformed("net/wireless does not begin with its two lines of heading");
    if (!text.empty() && endsWithin(text)) return malformed("net/wireless is cut");
    WirelessLinks links;
    while (auto line = takeLine(text)) {
        const auto name = takeName(*line);
        const std::string_view status = takeField(*line);
        const auto quality = takeMark(*line);
        const auto signal = takeMark(*line);
        const auto noise = takeMark(*line);
        if (!name || status.empty() || !quality || !signal || !noise)
            return malformed("a line of net/wireless is not a name, a status, link, level and noise");
        links.insert_or_assign(std::string(*name),
                               WirelessLink{qualityRatio(*quality), decibels(*signal), decibels(*noise)});
    }
    return links;
}

}  // namespace baro::platform
