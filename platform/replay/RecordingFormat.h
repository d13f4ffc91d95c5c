// The constants of docs/frame-format.md that writer and reader share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace baro::platform {

inline constexpr std::string_view recordingMagic("BAROREC\x01",
                                                 8);  // the last byte is the version of the container
inline constexpr std::size_t entryHeaderSize = 9;
inline constexpr int framesPerKeyFrame = 60;
inline constexpr std::uint32_t mostFrameBytes = 64u << 20;  // what a forged length can make a reader allocate

enum class EntryKind : std::uint8_t { Key = 'K', Following = 'F' };

}  // namespace baro::platform
