// The file of a user's page, as docs/page-format.md says it. Strict: what is not understood is an error, with
// the file's name and the line, so that a typing mistake is no chart that silently stays away.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/pages/UserPage.h"

namespace baro {

inline constexpr int pageFileVersion = 1;
inline constexpr std::size_t longestPageFile = 256 * 1024;  // bytes

// name: of the file, for messages ("disks.yaml:7: unknown key \"titel\"").
Result<UserPage> parsePageFile(std::string_view text, std::string_view name);

// Parses to the same page.
std::string pageFileText(const UserPage& page);

// The words for units in the file: "bytes", "bytes/s", "ratio", ...
std::string_view pageUnitWord(Unit unit);
std::optional<Unit> unitOfPageWord(std::string_view word);

}  // namespace baro
