#include "core/history/Tail.h"

#include <libdeflate.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace baro::history {
namespace {

constexpr std::string_view tailMagic("BAROTAIL\1", 9);
constexpr std::size_t tailHeaderSize = tailMagic.size() + 8;
constexpr std::size_t entryHeaderSize = 9;  // length, checksum, kind
constexpr std::size_t mostContent = std::size_t{64} << 20;

Error tailError(std::string_view doing, const std::string& path) {
    const int number = errno;
    std::string message = "cannot ";
    message.append(doing).append(" ").append(path).append(": ").append(std::strerror(number));
    if (number == ENOENT) return absent(std::move(message));
    if (number == EACCES || number == EPERM || number == EROFS) return denied(std::move(message));
    return failed(std::move(message));
}

void putNumber(std::string& bytes, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i)));
}

std::uint64_t getNumber(const char* bytes, int size) {
    std::uint64_t value = 0;
    for (int i = size; i-- > 0;)
        value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

std::uint32_t checksumOf(char kind, std::string_view content) {
    return libdeflate_crc32(libdeflate_crc32(0, &kind, 1), content.data(), content.size());
}

bool isTailKind(char kind) {
    return std::string_view("LTFE").find(kind) != std::string_view::npos;
}

}  // namespace

Result<TailReader> TailReader::open(const std::string& path) {
    TailReader reader(File(std::fopen(path.c_str(), "rbe")), path);
    if (!reader.file_) return tailError("open", path);
    std::array<char, tailHeaderSize> header;
    if (std::fread(header.data(), 1, header.size(), reader.file_.get()) != header.size() ||
        std::string_view(header.data(), tailMagic.size()) != tailMagic)
        return malformed(path + " is no tail of a record that this program knows");
    reader.number_ = getNumber(header.data() + tailMagic.size(), 8);
    reader.position_ = tailHeaderSize;
    return reader;
}

Result<std::optional<TailEntry>> TailReader::next() {
    // Seeking forgets what was read ahead, which may have been half an entry.
    if (std::fseek(file_.get(), static_cast<long>(position_), SEEK_SET) != 0) return tailError("read", path_);
    std::array<char, entryHeaderSize> header;
    if (std::fread(header.data(), 1, header.size(), file_.get()) != header.size()) {
        if (std::ferror(file_.get()) != 0) return tailError("read", path_);
        return std::optional<TailEntry>();
    }
    const auto length = static_cast<std::size_t>(getNumber(header.data(), 4));
    const char kind = header[8];
    if (length > mostContent || !isTailKind(kind)) return std::optional<TailEntry>();
    TailEntry entry{static_cast<TailKind>(kind), std::string()};
    entry.content.resize(length);
    if (std::fread(entry.content.data(), 1, length, file_.get()) != length ||
        checksumOf(kind, entry.content) != getNumber(header.data() + 4, 4))
        return std::optional<TailEntry>();
    position_ += static_cast<std::int64_t>(entryHeaderSize + length);
    return std::optional(std::move(entry));
}

Result<TailWriter> TailWriter::begin(const std::string& path, std::uint64_t number) {
    // Readers of the old tail keep it until they close it.
    const std::string fresh = path + ".new";
    std::string header(tailMagic);
    putNumber(header, number, 8);
    TailWriter writer(File(std::fopen(fresh.c_str(), "wbe")), path, number, tailHeaderSize);
    if (!writer.file_) return tailError("create", fresh);
    if (std::fwrite(header.data(), 1, header.size(), writer.file_.get()) != header.size() ||
        std::fflush(writer.file_.get()) != 0)
        return tailError("write", fresh);
    if (std::rename(fresh.c_str(), path.c_str()) != 0) return tailError("put in place", path);
    return writer;
}

Result<TailWriter> TailWriter::resume(const std::string& path, const TailReader& read) {
    std::error_code failure;
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(read.position()), failure);
    if (failure) {
        errno = failure.value();
        return tailError("shorten", path);
    }
    TailWriter writer(File(std::fopen(path.c_str(), "abe")), path, read.number(), read.position());
    if (!writer.file_) return tailError("open", path);
    return writer;
}

void TailWriter::add(TailKind kind, std::string_view content) {
    putNumber(pending_, content.size(), 4);
    putNumber(pending_, checksumOf(static_cast<char>(kind), content), 4);
    pending_.push_back(static_cast<char>(kind));
    pending_.append(content);
}

Status TailWriter::flush() {
    if (pending_.empty()) return Done{};
    if (!file_) file_.reset(std::fopen(path_.c_str(), "abe"));
    if (!file_) return tailError("open", path_);
    if (std::fwrite(pending_.data(), 1, pending_.size(), file_.get()) == pending_.size() &&
        std::fflush(file_.get()) == 0) {
        size_ += static_cast<std::int64_t>(pending_.size());
        pending_.clear();
        return Done{};
    }
    const Error error = tailError("write", path_);
    // What the stream still holds must not be written by the next flush; closing may write a part of it.
    file_.reset();
    std::error_code ignored;
    std::filesystem::resize_file(path_, static_cast<std::uintmax_t>(size_), ignored);
    return error;
}

}  // namespace baro::history
