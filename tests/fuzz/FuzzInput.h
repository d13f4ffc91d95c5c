// What every fuzz target shares: its registration in the program that holds it, and a check that
// stops the fuzzer. `fuzz_platform TARGET [libFuzzer's options]` runs one; without a target it lists them.
#pragma once

#include <cstdlib>
#include <string_view>

namespace baro::fuzz {

class Registration {
  public:
    Registration(const char* name, void (*run)(std::string_view input));
};

// A property that must hold for every input.
inline void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace baro::fuzz

#define BARO_FUZZ_TARGET(Name, text)                                          \
    static void run##Name(std::string_view text);                             \
    static const baro::fuzz::Registration registered##Name(#Name, run##Name); \
    static void run##Name(std::string_view text)
