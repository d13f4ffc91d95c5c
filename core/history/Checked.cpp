#include "core/history/Checked.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/base/XxHash.h"

namespace baro::history {
namespace {

constexpr std::size_t checksumSize = 4;

std::array<char, checksumSize> checksumOf(std::string_view bytes) {
    const std::uint64_t hash = xxHash64(bytes);
    std::array<char, checksumSize> checksum{};
    for (std::size_t i = 0; i < checksumSize; ++i)
        checksum[i] = static_cast<char>(hash >> (8 * i));
    return checksum;
}

}  // namespace

std::string withChecksum(std::string_view bytes) {
    const auto checksum = checksumOf(bytes);
    return std::string(checksum.data(), checksum.size()).append(bytes);
}

std::optional<std::string_view> checkedBytes(std::string_view bytes) {
    if (bytes.size() < checksumSize) return std::nullopt;
    const std::string_view rest = bytes.substr(checksumSize);
    const auto checksum = checksumOf(rest);
    if (bytes.substr(0, checksumSize) != std::string_view(checksum.data(), checksum.size()))
        return std::nullopt;
    return rest;
}

}  // namespace baro::history
