// A moment as people type it on a command line; the window reads the same (ui/MomentText.h).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/Result.h"

namespace baro::app {

// "now", "-2h", "-90s", "03:12", "03:12:40", "yesterday 03:12", "2026-11-20 03:12", RFC 3339 with or without
// a zone, or seconds since 1970; without a zone it is local, without a date the last one that was. Both in
// milliseconds since 1970-01-01 UTC. The error says what would be right.
Result<std::int64_t> parseMoment(std::string_view text, std::int64_t now);

}  // namespace baro::app
