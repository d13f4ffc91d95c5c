// The rules that somebody switched off. A rule file has no word for that, so they are listed in a file of
// their own: [{"group": "Processor", "alert": "CpuBusy", "labels": {"severity": "warning"}}]. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/rules/RuleFileEdit.h"

namespace baro::alerts {

// Beside the settings, as is the folder of rule files, in which the window makes rules in a file and a group
// of its own.
inline constexpr std::string_view switchedOffFileName = "rules-off.json";
inline constexpr std::string_view ruleFolderName = "rules";
inline constexpr std::string_view ownRuleFileName = "desk.yml";
inline constexpr std::string_view ownGroupName = "Desk";

// An empty text lists none.
Result<std::vector<RuleId>> parseSwitchedOff(std::string_view text);
// Parses to the same list.
std::string switchedOffText(const std::vector<RuleId>& rules);

// Takes the listed alerting rules out of the files, and gives them in files of the same names and groups.
std::vector<RuleFile> takeSwitchedOff(std::vector<RuleFile>& files, const std::vector<RuleId>& rules);

}  // namespace baro::alerts
