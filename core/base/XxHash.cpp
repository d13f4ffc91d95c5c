#include "core/base/XxHash.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace baro {
namespace {

constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t prime3 = 0x165667B19E3779F9;
constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t prime5 = 0x27D4EB2F165667C5;
constexpr std::size_t stripe = 32;

static_assert(std::endian::native == std::endian::little, "words are read as they lie in memory");

template <class Word>
Word taken(std::string_view& bytes) {
    Word word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    bytes.remove_prefix(sizeof word);
    return word;
}

std::uint64_t round(std::uint64_t accumulator, std::uint64_t lane) {
    return std::rotl(accumulator + lane * prime2, 31) * prime1;
}

std::uint64_t ofStripes(std::string_view& bytes) {
    std::array<std::uint64_t, 4> lanes = {prime1 + prime2, prime2, 0, 0 - prime1};
    while (bytes.size() >= stripe) {
        for (std::uint64_t& lane : lanes)
            lane = round(lane, taken<std::uint64_t>(bytes));
    }
    std::uint64_t hash =
        std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
    for (const std::uint64_t lane : lanes)
        hash = (hash ^ round(0, lane)) * prime1 + prime4;
    return hash;
}

}  // namespace

std::uint64_t xxHash64(std::string_view bytes) {
    const std::uint64_t length = bytes.size();
    std::uint64_t hash = (length >= stripe ? ofStripes(bytes) : prime5) + length;
    while (bytes.size() >= 8)
        hash = std::rotl(hash ^ round(0, taken<std::uint64_t>(bytes)), 27) * prime1 + prime4;
    while (bytes.size() >= 4)
        hash = std::rotl(hash ^ (taken<std::uint32_t>(bytes) * prime1), 23) * prime2 + prime3;
    while (!bytes.empty())
        hash = std::rotl(hash ^ (taken<std::uint8_t>(bytes) * prime5), 11) * prime1;
    hash = (hash ^ (hash >> 33)) * prime2;
    hash = (hash ^ (hash >> 29)) * prime3;
    return hash ^ (hash >> 32);
}

}  // namespace baro
