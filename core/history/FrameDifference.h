// What changed from one Frame to the next, as bytes: field by field, and each field of all elements of a list
// next to each other. docs/record-format.md, "Frames", is the specification. A whole Frame is its difference
// to an empty one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/model/Frame.h"

namespace baro::history {

// The room that lists and texts take which did not exist before: what bounds the memory of a reader.
class Room {
  public:
    explicit Room(std::size_t bytes) : left_(bytes) {}
    // False when there was not so much, now or earlier.
    bool take(std::size_t bytes) {
        isExceeded_ = isExceeded_ || bytes > left_;
        if (!isExceeded_) left_ -= bytes;
        return !isExceeded_;
    }
    std::size_t left() const { return isExceeded_ ? 0 : left_; }
    bool isExceeded() const { return isExceeded_; }

  private:
    std::size_t left_;
    bool isExceeded_ = false;
};

// Takes as much room as applying it will. Rates and applications are left out.
std::string encodeDifference(const Frame& before, const Frame& now, Room& room);

// Turns the Frame before into the one after, in place; it was an empty Frame once and became what it is here.
// Copies of it stay as they are. Malformed: the bytes are no difference to it, or need more room than there
// is; the Frame is then of no use any more. frameVersion: of the Frame format whose fields the bytes have.
Status applyDifference(std::string_view bytes, std::uint8_t frameVersion, Frame& frame, Room& room);

}  // namespace baro::history
