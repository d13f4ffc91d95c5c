#include "app/RuleFiles.h"

#include <fmt/core.h>
#include <glob.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "core/base/Escape.h"

namespace baro::app {
namespace {

constexpr std::size_t largestRuleFile = 4'000'000;

}  // namespace

Result<std::string> readSmallFile(const std::string& path) {
    const std::string shown = escapedForTerminal(path);
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return failed(shown + ": is a folder");
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
    if (!file) return failed(fmt::format("{}: cannot be opened: {}", shown, std::strerror(errno)));
    std::string text(largestRuleFile + 1, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file.get()));
    if (std::ferror(file.get()) != 0)
        return failed(fmt::format("{}: cannot be read: {}", shown, std::strerror(errno)));
    if (text.size() > largestRuleFile)
        return malformed(fmt::format("{}: is larger than {} MB", shown, largestRuleFile / 1'000'000));
    return text;
}

alerts::RuleFileReading readRuleFile(const std::string& path) {
    const auto text = readSmallFile(path);
    if (text) return alerts::parseRuleFile(*text, path);
    std::string why = text.error().message;
    if (const std::string name = escapedForTerminal(path) + ": "; why.starts_with(name))
        why.erase(0, name.size());
    return {{path, {}}, {{path, 0, why}}};
}

std::vector<std::string> filesMatching(const std::string& folder, const std::string& pattern) {
    const std::string whole = (std::filesystem::path(folder) / pattern).string();
    glob_t found{};
    std::vector<std::string> files;
    if (::glob(whole.c_str(), GLOB_PERIOD, nullptr, &found) == 0)
        files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    ::globfree(&found);
    return files;
}

}  // namespace baro::app
