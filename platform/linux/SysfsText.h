// What the one-line texts of sysfs mean. Pure and strict: the whole text is one number, or it is malformed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro::platform {

// sysfs counts amperes, volts, watts, joules and their hours in millionths.
constexpr double micro = 1e-6;

// "47850\n": a decimal whole number, with a sign or without.
Result<std::int64_t> parseSysfsInteger(std::string_view text);

// "0x1002\n", as PCI identifiers are printed.
Result<std::uint32_t> parseSysfsHex(std::string_view text);

// A uevent file: KEY=value lines. Malformed when a line has no key or the text holds a NUL.
using UeventProperties = std::map<std::string, std::string, std::less<>>;
Result<UeventProperties> parseUevent(std::string_view text);

// The property, or empty when there is none.
std::string_view propertyOf(const UeventProperties& properties, std::string_view key);

}  // namespace baro::platform
