// Base units of data, and how values of each read to people.
#pragma once

namespace baro {

enum class Unit {
    None,   // a count
    Ratio,  // 0 to 1, shown in percent
    Bytes,  // binary prefixes unless set otherwise
    BytesPerSecond,
    NetworkBytesPerSecond,  // shown in bits where the style says so
    BitsPerSecond,          // SI prefixes
    Seconds,
    Hertz,  // SI prefixes
    Celsius,
    Volts,
    Amperes,
    Watts,
    Joules,
    RevolutionsPerMinute,
    PerSecond,  // events per second
    Timestamp,  // seconds since 1970-01-01 UTC
};

inline constexpr double bitsOfByte = 8;

}  // namespace baro
