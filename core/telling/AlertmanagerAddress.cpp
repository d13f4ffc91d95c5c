#include "core/telling/AlertmanagerAddress.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/base/Numbers.h"

namespace baro::alerts {
namespace {

constexpr std::string_view alertsPath = "/api/v2/alerts";

// What may stand in an address as it is (RFC 3986); of a host, the beginning.
constexpr std::string_view hostMarks = "-._~";
constexpr std::string_view pathMarks = "-._~!$&'()*+,;=:@/%";

bool isMadeOf(std::string_view text, std::string_view marks) {
    return std::ranges::all_of(text, [marks](char c) {
        return isLetter(c) || isDigit(c) || marks.find(c) != std::string_view::npos;
    });
}

std::string_view withoutUser(std::string_view text) {
    const std::size_t scheme = text.find("://");
    const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    const std::size_t at = text.rfind('@');
    return at == std::string_view::npos || at < begin ? text.substr(begin) : text.substr(at + 1);
}

Error wrongAddress(std::string_view text, std::string_view why) {
    constexpr std::size_t mostShown = 200;
    return malformed("\"" + escapedForTerminal(withoutUser(text).substr(0, mostShown)) +
                     "\" is no address of an Alertmanager: " + std::string(why) +
                     "; write http://127.0.0.1:9093");
}

std::optional<std::string> percentDecoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto byte = parseHexadecimal<std::uint8_t>(text.substr(i + 1, 2));
        if (!byte || text.size() - i < 3) return std::nullopt;
        decoded += static_cast<char>(*byte);
        i += 2;
    }
    return decoded;
}

// Takes the host off the front.
std::optional<std::string_view> takeHost(std::string_view& authority) {
    std::size_t end = std::min(authority.find(':'), authority.size());
    if (authority.starts_with('[')) end = authority.find(']') + 1;
    if (end == 0) return std::nullopt;
    const std::string_view host = authority.substr(0, end);
    authority.remove_prefix(end);
    const bool isAddress = host.starts_with('[');
    const std::string_view name = isAddress ? host.substr(1, host.size() - 2) : host;
    if (name.empty() || !isMadeOf(name, isAddress ? ":." : hostMarks)) return std::nullopt;
    return host;
}

bool isPort(std::string_view text) {
    return text.starts_with(':') && parseNumber<std::uint16_t>(text.substr(1)).value_or(0) > 0;
}

}  // namespace

Result<AlertmanagerAddress> AlertmanagerAddress::parse(std::string_view text) {
    AlertmanagerAddress address;
    std::string_view rest = text;
    const std::array<std::string_view, 2> schemes{"http://", "https://"};
    const auto scheme = std::ranges::find_if(schemes, [rest](auto one) { return rest.starts_with(one); });
    if (scheme == schemes.end()) return wrongAddress(text, "it begins neither with http:// nor https://");
    rest.remove_prefix(scheme->size());
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    std::string_view prefix = rest.substr(slash);
    while (prefix.ends_with('/'))
        prefix.remove_suffix(1);
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view both = authority.substr(0, at);
        const std::size_t colon = std::min(both.find(':'), both.size());
        const auto user = percentDecoded(both.substr(0, colon));
        const auto password = percentDecoded(both.substr(std::min(colon + 1, both.size())));
        if (!user || !password || user->empty())
            return wrongAddress(text, "user and password are USER:PASSWORD@ with %XX for other characters");
        address.user = *user;
        address.password = *password;
        authority.remove_prefix(at + 1);
    }
    const std::string_view whole = authority;
    if (!takeHost(authority)) return wrongAddress(text, "it has no host");
    if (!authority.empty() && !isPort(authority))
        return wrongAddress(text, "its port is no number from 1 to 65535");
    if (!isMadeOf(prefix, pathMarks)) return wrongAddress(text, "what follows the host is no path");
    address.shown = std::string(*scheme) + std::string(whole) + std::string(prefix);
    address.url = address.shown + std::string(alertsPath);
    return address;
}

}  // namespace baro::alerts
