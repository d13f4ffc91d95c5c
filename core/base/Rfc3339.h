// Times as RFC 3339 writes them. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baro {

// "2026-11-20T03:12:00.250Z", of milliseconds since 1970-01-01 UTC.
std::string rfc3339(std::int64_t milliseconds);

// In milliseconds; seconds with or without a fraction, of any zone.
std::optional<std::int64_t> parseRfc3339(std::string_view text);

}  // namespace baro
