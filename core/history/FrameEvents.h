// What one Frame tells that the one before did not: breaks in time, devices that came or went, collectors
// that fail or are well again. docs/record-format.md, "Events".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/history/Event.h"
#include "core/model/Frame.h"

namespace baro::history {

// How time broke just before the Frame: "start", "boot", "sleep" or "clock"; nothing: it went on.
std::optional<Event> breakAt(const Frame& frame);

class FrameEvents {
  public:
    // Of each device and each collector one change a minute at most: what comes and goes all the time is told
    // when that is over, if it is not as it was before.
    static constexpr std::int64_t leastBetween = 60'000;  // milliseconds

    // Frames in the order in which they were taken. Devices that are there when one first looks are no event;
    // a collector that fails then is.
    std::vector<Event> of(const Frame& frame);

  private:
    struct Told {
        bool isThere = true;  // or well
        std::int64_t at = 0;
        std::string detail;  // a device's model
    };
    struct Change {
        std::string_view goodKind;
        std::string_view badKind;
        std::string_view member;  // of the JSON: whom it is about
        std::string name;
        std::string detail;
        bool isGood = true;
    };
    using Devices = std::map<std::string, std::string>;  // name and model, which may be empty

    void compareCollectors(const Frame& frame, std::vector<Event>& into);
    void compareDevices(const std::string& subject, const Devices& devices, std::int64_t time,
                        std::vector<Event>& into);
    void tell(const Change& change, Told& told, std::int64_t time, std::vector<Event>& into) const;

    std::map<std::string, Told> collectors_;
    std::map<std::string, std::map<std::string, Told>> devices_;  // by subject, then name
};

}  // namespace baro::history
