#include "tests/support/TemporaryTree.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace baro::test {

TemporaryTree::TemporaryTree() {
    std::string pattern = (std::filesystem::temp_directory_path() / "baro-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
    root_ = pattern;
}

TemporaryTree::~TemporaryTree() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

std::string TemporaryTree::path(std::string_view relative) const {
    return relative.empty() ? root_.string() : (root_ / relative).string();
}

void TemporaryTree::write(std::string_view relative, std::string_view content) const {
    const std::filesystem::path target = root_ / relative;
    std::filesystem::create_directories(target.parent_path());
    std::ofstream file(target, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + target.string());
}

void TemporaryTree::remove(std::string_view relative) const { std::filesystem::remove_all(root_ / relative); }

void TemporaryTree::link(std::string_view relative, std::string_view target) const {
    std::filesystem::create_directories((root_ / relative).parent_path());
    std::filesystem::create_symlink(target, root_ / relative);
}

}  // namespace baro::test
