#include "core/http/Address.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/base/Numbers.h"

namespace baro::http {
namespace {

// What may stand in an address as it is (RFC 3986); of a host, the beginning.
constexpr std::string_view hostMarks = "-._~";
constexpr std::string_view pathMarks = "-._~!$&'()*+,;=:@/%";

bool isMadeOf(std::string_view text, std::string_view marks) {
    return std::ranges::all_of(text, [marks](char c) {
        return isLetter(c) || isDigit(c) || marks.find(c) != std::string_view::npos;
    });
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

std::optional<std::uint16_t> portOf(std::string_view text) {
    const auto port = text.starts_with(':') ? parseNumber<std::uint16_t>(text.substr(1)) : std::nullopt;
    return port && *port > 0 ? port : std::nullopt;
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
    Address address;
    const std::array<std::string_view, 2> schemes{"http", "https"};
    const std::size_t colon = std::min(text.find("://"), text.size());
    address.scheme = lowered(text.substr(0, colon));
    if (colon == text.size() || std::ranges::find(schemes, address.scheme) == schemes.end())
        return malformed("it begins neither with http:// nor https://");
    const std::string_view rest = text.substr(colon + 3);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    std::string_view prefix = rest.substr(slash);
    while (prefix.ends_with('/'))
        prefix.remove_suffix(1);
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view both = authority.substr(0, at);
        const std::size_t split = std::min(both.find(':'), both.size());
        const auto user = percentDecoded(both.substr(0, split));
        const auto password = percentDecoded(both.substr(std::min(split + 1, both.size())));
        if (!user || !password || user->empty())
            return malformed("user and password are USER:PASSWORD@ with %XX for other characters");
        address.user = *user;
        address.password = *password;
        authority.remove_prefix(at + 1);
    }
    address.authority = authority;
    const auto host = takeHost(authority);
    if (!host) return malformed("it has no host");
    address.host = lowered(*host);
    address.port = address.scheme == "https" ? 443 : 80;
    if (!authority.empty()) {
        const auto port = portOf(authority);
        if (!port) return malformed("its port is no number from 1 to 65535");
        address.port = *port;
    }
    if (!isMadeOf(prefix, pathMarks)) return malformed("what follows the host is no path");
    address.prefix = prefix;
    return address;
}

std::string shownAddress(std::string_view text) {
    constexpr std::size_t mostShown = 200;
    const std::size_t scheme = text.find("://");
    const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    const std::size_t at = text.rfind('@');
    const std::string_view shown =
        at == std::string_view::npos || at < begin ? text.substr(begin) : text.substr(at + 1);
    return escapedForTerminal(shown.substr(0, mostShown));
}

}  // namespace baro::http
