#include <bit>
#include <cstdint>

#include "core/series/Sample.h"

namespace baro {
namespace {

constexpr std::uint64_t staleBits = 0x7ff0000000000002;

}  // namespace

double staleMarker() {
    return std::bit_cast<double>(staleBits);
}

bool isStaleMarker(double value) {
    return std::bit_cast<std::uint64_t>(value) == staleBits;
}

}  // namespace baro
