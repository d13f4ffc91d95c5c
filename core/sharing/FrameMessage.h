// How Frames travel between processes of one machine: the bytes on the socket, specified in
// docs/frame-format.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/model/Frame.h"

namespace baro {

inline constexpr std::string_view frameSocketName = "live.socket";  // in the data directory
inline constexpr std::uint8_t frameStreamVersion = 1;

struct FrameMessage {
    std::string source;      // what is read, "/proc /sys": Frames of another machine are none of this one's
    Nanoseconds interval{};  // between two Frames
    Frame frame;             // without rates and applications, which the receiver derives
};

std::string frameStreamHead();  // what a stream begins with
std::string encodeMessage(const std::string& source, Nanoseconds interval, const Frame& frame);

// A stream's bytes in, messages out. Memory stays within that of one message, and of what has really come.
class FrameStreamReader {
  public:
    void take(std::string_view bytes) { waiting_.append(bytes); }

    // Nothing until all of the next one is there. Absent: another version writes; Malformed: cut or damaged.
    // After an error the stream is of no use any more.
    Result<std::optional<FrameMessage>> next();

  private:
    Result<bool> readHead();

    std::string waiting_;
    bool hasHead_ = false;
};

}  // namespace baro
