// Changes one rule in the text of a rule file. The file is somebody's: all else in it stays as it is, byte by
// byte, comments too. What comes out was read again: it has the change and nothing but the change. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/rules/RuleFile.h"

namespace baro::alerts {

// Which rule is meant, wherever it stands in a file.
struct RuleId {
    std::string group;
    std::string name;
    TextPairs labels;  // ascending by name
    bool operator==(const RuleId&) const = default;
};
RuleId ruleIdOf(std::string_view group, const RuleDefinition& rule);

// name: of the file, for what is wrong. All of these fail when the file has mistakes, when no or more than
// one rule of it is meant, and when it is laid out so that its lines cannot be changed alone.

// At the end of the group, which is begun where there is none. An empty text becomes a file.
Result<std::string> withRuleAdded(std::string_view text, std::string_view name, std::string_view group,
                                  const RuleDefinition& rule);
// Comments within the old rule's lines stand before it afterwards.
Result<std::string> withRuleReplaced(std::string_view text, std::string_view name, const RuleId& id,
                                     const RuleDefinition& rule);
Result<std::string> withoutRule(std::string_view text, std::string_view name, const RuleId& id);

}  // namespace baro::alerts
