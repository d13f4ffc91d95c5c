// A folder of its own for one test, removed at the end: a fake /proc or /sys is written into it file by file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace baro::test {

class TemporaryTree {
  public:
    TemporaryTree();
    ~TemporaryTree();
    TemporaryTree(const TemporaryTree&) = delete;
    TemporaryTree& operator=(const TemporaryTree&) = delete;

    std::string path(std::string_view relative = {}) const;
    // Makes the folders above it as needed and replaces what was there. In place, so that kept descriptors see it.
    void write(std::string_view relative, std::string_view content) const;
    void remove(std::string_view relative) const;
    void link(std::string_view relative, std::string_view target) const;

  private:
    std::filesystem::path root_;
};

}  // namespace baro::test
