// How much a counter rose between two readings.
#pragma once

namespace baro {

// All of it when it is of another life of what it counts. Nothing is known of what was used before the first
// value that may be read.
inline double rise(double before, double now) {
    return now >= before ? now - before : now;
}

}  // namespace baro
