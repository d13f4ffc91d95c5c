// Memory that the program has, and does not use.
#pragma once

namespace baro {

// To the system, where the C library can: after work that needed much for a moment. Takes about a
// millisecond. Any thread.
void giveFreeMemoryBack();

}  // namespace baro
