#include "core/sharing/FrameMessage.h"

#include <utility>

#include "core/base/XxHash.h"
#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"
#include "core/model/FrameCodec.h"

namespace baro {
namespace {

constexpr std::string_view streamLetters = "BAROLIVE";
constexpr std::size_t prefixBytes = 8;                // length and checksum
constexpr std::uint32_t mostMessageBytes = 64 << 20;  // as in a recording

void putFixed(std::string& bytes, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(value >> shift));
}

std::uint32_t fixedAt(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

std::uint32_t checksumOf(std::string_view bytes) {
    return static_cast<std::uint32_t>(xxHash64(bytes));
}

Result<FrameMessage> decodeMessage(std::string_view bytes) {
    ByteReader reader(bytes);
    FrameMessage message;
    message.source = reader.text();
    message.interval = Nanoseconds(reader.signedNumber());
    if (!reader.ok() || message.interval <= Nanoseconds::zero() || message.interval > std::chrono::hours(24))
        return malformed("a message of the recorder is damaged");
    auto frame = decodeFrame(reader.rest());
    if (!frame) return frame.error();
    message.frame = std::move(frame).value();
    return message;
}

}  // namespace

std::string frameStreamHead() {
    std::string head(streamLetters);
    head.push_back(static_cast<char>(frameStreamVersion));
    return head;
}

std::string encodeMessage(const std::string& source, Nanoseconds interval, const Frame& frame) {
    ByteWriter content;
    content.text(source);
    content.signedNumber(interval.count());
    content.bytes(encodeFrame(frame));
    const std::string bytes = std::move(content).take();
    std::string message;
    message.reserve(prefixBytes + bytes.size());
    putFixed(message, static_cast<std::uint32_t>(bytes.size()));
    putFixed(message, checksumOf(bytes));
    return message += bytes;
}

Result<bool> FrameStreamReader::readHead() {
    if (hasHead_) return true;
    if (waiting_.size() <= streamLetters.size()) return false;
    if (!waiting_.starts_with(streamLetters)) return malformed("what listens there sends no Frames");
    const auto version = static_cast<std::uint8_t>(waiting_[streamLetters.size()]);
    if (version != frameStreamVersion)
        return absent("it sends Frames in version " + std::to_string(version) + ", this program reads " +
                      std::to_string(frameStreamVersion));
    waiting_.erase(0, streamLetters.size() + 1);
    return hasHead_ = true;
}

Result<std::optional<FrameMessage>> FrameStreamReader::next() {
    const auto head = readHead();
    if (!head) return head.error();
    if (!*head || waiting_.size() < prefixBytes) return std::optional<FrameMessage>();
    const std::uint32_t length = fixedAt(waiting_, 0);
    if (length > mostMessageBytes) return malformed("a message of the recorder is too long");
    if (waiting_.size() - prefixBytes < length) return std::optional<FrameMessage>();
    const std::string_view bytes = std::string_view(waiting_).substr(prefixBytes, length);
    if (checksumOf(bytes) != fixedAt(waiting_, 4)) return malformed("a message of the recorder is damaged");
    auto message = decodeMessage(bytes);
    if (!message) return message.error();
    waiting_.erase(0, prefixBytes + length);
    return std::optional(std::move(message).value());
}

}  // namespace baro
