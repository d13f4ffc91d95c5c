// How a value says that it was not read at its tick: nothing new is known, and nothing was lost either. A
// subject that is read every 5 s is this at four of five ticks of 1 s. Only writers and the Head see it;
// whoever selects samples gets none for such a tick.
#pragma once

#include <bit>
#include <cstdint>

namespace baro {

inline constexpr std::uint64_t notReadBits = 0x7ff0000000000003;  // next to the staleness marker's

inline double notReadMarker() {
    return std::bit_cast<double>(notReadBits);
}

inline bool isNotReadMarker(double value) {
    return std::bit_cast<std::uint64_t>(value) == notReadBits;
}

}  // namespace baro
