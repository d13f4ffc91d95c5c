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

std::string encodeEvent(const Event& event);
Result<Event> decodeEvent(std::string_view bytes);

}  // namespace baro::history
