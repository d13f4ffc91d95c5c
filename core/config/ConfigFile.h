// A file of "key = value" lines. Everything else in it (comments, blank lines, keys of another version) is
// kept as it stands, so that a file edited by hand is never spoilt. Knows nothing of which keys exist. Not
// thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro {

class ConfigFile {
  public:
    struct Entry {
        std::size_t line = 0;  // counted from 1
        std::string key;       // letters, digits, '.', '-' and '_'
        std::string value;     // without the blanks around it
    };
    struct Problem {
        std::size_t line = 0;
        std::string reason;
    };

    // Never fails: a line that is not understood is kept and listed among the problems. A comment begins with
    // '#' at the start of its line; within a value '#' is part of the value.
    static ConfigFile parse(std::string_view text);

    const std::vector<Entry>& entries() const { return entries_; }  // in the order of the file
    const std::vector<Problem>& problems() const { return problems_; }

    // Replaces the value where the key stands last (the one that counts), else adds a line at the end. key
    // and value must be such as Entry describes.
    void set(std::string_view key, std::string_view value);
    std::string text() const;

  private:
    std::vector<std::string> lines_;
    std::vector<Entry> entries_;
    std::vector<Problem> problems_;
};

// Absent when there is no such file; more than 1 MiB is refused as malformed.
Result<std::string> readConfigText(const std::string& path);

// Replaces the file at once or not at all: a temporary file beside it is written, synchronised and renamed.
// Only the user may read the result (0600). Missing folders are made (0700); a symbolic link is followed, not
// replaced.
Status replaceConfigText(const std::string& path, std::string_view text);
// The same for a file that people share: who may read it stays as it was.
Status replaceKeepingAccess(const std::string& path, std::string_view text);

}  // namespace baro
