// The file of what was recorded since the database was written last: entries that are appended and never
// changed (docs/record-format.md). One writer; any number of readers in any process.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/Result.h"

namespace baro::history {

enum class TailKind : char { Labels = 'L', Ticks = 'T', Frame = 'F', Event = 'E' };

struct TailEntry {
    TailKind kind = TailKind::Ticks;
    std::string content;
};

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// Reads on from where it was when more was appended.
class TailReader {
  public:
    // Absent when there is no file; Malformed when it is none of these.
    static Result<TailReader> open(const std::string& path);

    std::uint64_t number() const { return number_; }
    // Nothing: there is no further whole entry now. An entry whose checksum is wrong is nothing too: the
    // writer was stopped within it, or is still at it.
    Result<std::optional<TailEntry>> next();
    // Behind the last whole entry that was read.
    std::int64_t position() const { return position_; }
    // One that it had before: the next entry is the one behind it.
    void goBackTo(std::int64_t position) { position_ = position; }

  private:
    TailReader(File file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
    File file_;
    std::string path_;
    std::uint64_t number_ = 0;
    std::int64_t position_ = 0;
};

class TailWriter {
  public:
    // An empty tail, in place of the one that is there, all at once.
    static Result<TailWriter> begin(const std::string& path, std::uint64_t number);
    // Goes on behind that position; what follows it is cut off.
    static Result<TailWriter> resume(const std::string& path, const TailReader& read);

    void add(TailKind kind, std::string_view content);
    // Writes what was added, in one go. When that fails (the disk is full) nothing of it is in the file, and
    // it is tried again with the next flush.
    Status flush();

    std::uint64_t number() const { return number_; }
    std::int64_t size() const { return size_; }

  private:
    TailWriter(File file, std::string path, std::uint64_t number, std::int64_t size)
        : file_(std::move(file)), path_(std::move(path)), number_(number), size_(size) {}
    File file_;
    std::string path_;
    std::uint64_t number_;
    std::int64_t size_;
    std::string pending_;
};

}  // namespace baro::history
