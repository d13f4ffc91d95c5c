// Rule files on disk.
#pragma once

#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/rules/RuleFile.h"

namespace baro::app {

// The text of a small file; fails beyond the size of any rule file. The error names the file.
Result<std::string> readSmallFile(const std::string& path);

// A file that cannot be read is a problem, too.
alerts::RuleFileReading readRuleFile(const std::string& path);

// The files that a pattern such as "rules/*.yml" means, by name; a relative one is below the folder.
std::vector<std::string> filesMatching(const std::string& folder, const std::string& pattern);

}  // namespace baro::app
