// What every libFuzzer target shares: the entry point, and a check that stops the fuzzer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace baro::fuzz {

// A property that must hold for every input.
inline void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace baro::fuzz

#define BARO_FUZZ_TARGET(text)                                                          \
    static void runOnce(std::string_view text);                                         \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);  \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
        runOnce({reinterpret_cast<const char*>(data), size});                           \
        return 0;                                                                       \
    }                                                                                   \
    static void runOnce(std::string_view text)
