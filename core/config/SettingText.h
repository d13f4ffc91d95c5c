// What the text of a setting means, and why a text is not accepted. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/config/SettingTable.h"

namespace baro {

std::optional<bool> parseBoolean(std::string_view text);

// The words between commas, without the blanks around them and without empty ones.
std::vector<std::string> parseList(std::string_view text);

// The text as it is stored ("yes" becomes "true"), or the reason why this setting cannot hold it.
Result<std::string> normalized(const Setting& setting, std::string_view text);

}  // namespace baro
