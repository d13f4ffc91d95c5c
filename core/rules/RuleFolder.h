// Where rules are made, changed and switched off on disk: rule files, and beside the settings the file of
// one's own and the list of what is switched off. Everything here reads and writes files; not for a thread
// that must not wait. Any thread otherwise.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/base/Result.h"
#include "core/rules/RuleFileEdit.h"

namespace baro::alerts {

// A rule as it stands in a file.
struct RuleOrigin {
    std::string file;  // as RuleFile has it; that of rules which come with the program is no path
    RuleId id;
};

struct SavedRule {
    std::string file;
    bool isCopy =
        false;  // the rule it was made from could not be changed where it stands, and is switched off
};

class RuleFolder {
  public:
    // settings: the path of their file; empty: nothing can be saved.
    explicit RuleFolder(std::string settings) : settings_(std::move(settings)) {}

    bool isThere() const { return !settings_.empty(); }
    std::string ownFile() const;

    // A new rule goes into the own file. Another edition of a rule takes its place in its file, and stays
    // switched off if it was; where that file cannot be changed, it goes into the own file and the original
    // is switched off. All of these leave every file as it was when they fail.
    Result<SavedRule> save(const RuleDefinition& rule, const std::optional<RuleOrigin>& instead) const;
    Status remove(const RuleOrigin& rule) const;
    Status setSwitchedOff(const RuleId& rule, bool isOff) const;

  private:
    Result<SavedRule> saveOwn(const RuleDefinition& rule) const;
    Result<SavedRule> saveInPlace(const RuleDefinition& rule, const RuleOrigin& instead) const;
    Status changeOff(const RuleId* added, const RuleId* removed) const;

    const std::string settings_;
};

}  // namespace baro::alerts
