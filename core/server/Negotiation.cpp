#include "core/server/Negotiation.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro {
namespace {

std::string_view takeUntil(std::string_view& text, char separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

// "name; parameter=value; q=0.5"
struct Preference {
    std::string_view name;
    std::string_view version;  // the parameter of that name
    double quality = 1;
};

Preference preferenceOf(std::string_view text) {
    Preference made{.name = takeUntil(text, ';'), .version = {}};
    while (!text.empty()) {
        std::string_view value = takeUntil(text, ';');
        const std::string_view key = takeUntil(value, '=');
        if (equalsIgnoringCase(key, "q")) {
            const auto quality = parseNumber<double>(value);
            made.quality = quality && *quality >= 0 && *quality <= 1 ? *quality : 0;
        }
        if (equalsIgnoringCase(key, "version")) made.version = value;
    }
    return made;
}

// What a client says of a thing, where "*" stands for all that it does not name.
std::optional<double> qualityOf(std::string_view list, std::string_view name, std::string_view wildcard) {
    std::optional<double> named, other;
    while (!list.empty()) {
        const Preference preference = preferenceOf(takeUntil(list, ','));
        if (equalsIgnoringCase(preference.name, name)) named = preference.quality;
        if (preference.name == wildcard) other = preference.quality;
    }
    return named ? named : other;
}

}  // namespace

ExpositionFormat formatFor(std::string_view accept) {
    double openMetrics = 0, text = 0;
    while (!accept.empty()) {
        const Preference preference = preferenceOf(takeUntil(accept, ','));
        const bool knownVersion = preference.version.empty() || preference.version == "1.0.0";
        if (equalsIgnoringCase(preference.name, "application/openmetrics-text") && knownVersion)
            openMetrics = std::max(openMetrics, preference.quality);
        if (equalsIgnoringCase(preference.name, "text/plain")) text = std::max(text, preference.quality);
    }
    return openMetrics > text ? ExpositionFormat::OpenMetrics : ExpositionFormat::Text;
}

bool takesGzip(std::string_view acceptEncoding) {
    return qualityOf(acceptEncoding, "gzip", "*").value_or(0) > 0;
}

bool isLocalHost(std::string_view host) {
    if (host.empty()) return true;
    if (host.front() == '[') {
        const std::size_t end = host.find(']');
        if (end == std::string_view::npos) return false;
        in6_addr address{};
        return inet_pton(AF_INET6, std::string(host.substr(1, end - 1)).c_str(), &address) == 1;
    }
    const std::string name(host.substr(0, host.find(':')));
    in_addr address{};
    return equalsIgnoringCase(name, "localhost") || inet_pton(AF_INET, name.c_str(), &address) == 1;
}

HttpResponse foreignHostResponse() {
    return textResponse(
        403, "This server is for programs of this machine: ask for it as 127.0.0.1, [::1] or localhost.\n");
}

}  // namespace baro
