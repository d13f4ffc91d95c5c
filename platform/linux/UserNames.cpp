#include "platform/linux/UserNames.h"

#include <pwd.h>

#include <array>

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::platform {
namespace {

std::string_view takeColonField(std::string_view& line) {
    const auto end = line.find(':');
    const auto field = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return field;
}

std::string nameFromSystem(std::uint32_t userId) {
    std::array<char, 16384> buffer;
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(userId, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) return {};
    return found->pw_name;
}

}  // namespace

std::map<std::uint32_t, std::string> parsePasswd(std::string_view text) {
    std::map<std::uint32_t, std::string> names;
    while (auto line = takeLine(text)) {
        const auto name = takeColonField(*line);
        takeColonField(*line);  // password
        const auto number = parseNumber<std::uint32_t>(takeColonField(*line));
        if (!name.empty() && number) names.emplace(*number, name);  // the first entry of a number names it
    }
    return names;
}

UserNames::UserNames(const Roots& roots)
    : passwdPath_(roots.etc + "/passwd"), askSystem_(roots.isThisMachine() && roots.etc == "/etc") {}

const std::string& UserNames::nameOf(std::uint32_t userId) {
    if (const auto known = names_.find(userId); known != names_.end()) return known->second;
    // The file is read again for each new number, so users made since are found.
    if (const auto passwd = readFile(passwdPath_)) names_.merge(parsePasswd(*passwd));
    if (const auto known = names_.find(userId); known != names_.end()) return known->second;
    std::string name = askSystem_ ? nameFromSystem(userId) : std::string();
    if (name.empty()) name = std::to_string(userId);
    return names_.emplace(userId, std::move(name)).first->second;
}

}  // namespace baro::platform
