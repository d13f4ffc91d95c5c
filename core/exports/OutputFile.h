// A file that is there whole or not at all: written under another name beside its place, and renamed at the
// end.
#pragma once

#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro::exports {

class OutputFile {
  public:
    // What stands at the path is replaced by commit() only. A device or a pipe is written to as it is. Errors
    // name the path and what is wrong: no such folder, not writable.
    static Result<OutputFile> create(const std::string& path);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();  // removes what was written, unless it was committed

    Status write(std::string_view bytes);
    // When this returns, the file is on disk under its name.
    Status commit();

    const std::string& path() const { return path_; }
    // Where it is until commit(); the path itself when it is no file.
    const std::string& writtenAt() const { return temporary_.empty() ? path_ : temporary_; }
    bool isFile() const { return !temporary_.empty(); }
    // "cannot write PATH: why"
    Error failure(std::string_view why) const;

  private:
    OutputFile(std::string path, std::string temporary, int descriptor)
        : path_(std::move(path)), temporary_(std::move(temporary)), descriptor_(descriptor) {}
    Error systemFailure() const;

    std::string path_;
    std::string temporary_;  // empty: no file, or it was renamed
    int descriptor_ = -1;
};

}  // namespace baro::exports
