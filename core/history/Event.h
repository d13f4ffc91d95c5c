// Something that happened to the machine or the recorder, at a moment of the record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro::history {

struct Event {
    std::int64_t timeMilliseconds = 0;  // since 1970-01-01 UTC
    std::string kind;                   // of docs/record-format.md
    std::string about;                  // JSON
    bool operator==(const Event&) const = default;
};

// What `about` holds: whom, as the member of that name ("device", "collector", "alert"), and why. What is
// empty is left out.
std::string eventAbout(std::string_view member, std::string_view name, std::string_view reason);

std::string encodeEvent(const Event& event);
Result<Event> decodeEvent(std::string_view bytes);

}  // namespace baro::history
