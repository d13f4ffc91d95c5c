#include "core/rules/RuleFolder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <vector>

#include "core/base/Escape.h"
#include "core/config/ConfigFile.h"
#include "core/rules/SwitchedOffRules.h"

namespace baro::alerts {
namespace {

// Files are read, changed and written: one at a time.
std::mutex& filesMutex() {
    static std::mutex mutex;
    return mutex;
}

std::filesystem::path besides(const std::string& settings, std::string_view name) {
    return std::filesystem::path(settings).parent_path() / name;
}

// Empty when there is no such file.
Result<std::string> textOfFile(const std::string& path) {
    auto text = readConfigText(path);
    if (!text && text.error().kind == ErrorKind::Absent) return std::string();
    return text;
}

bool hasRule(const std::string& text, const std::string& name, const RuleId& id) {
    const RuleFile file = parseRuleFile(text, name).file;
    for (const GroupDefinition& group : file.groups)
        for (const RuleDefinition& rule : group.rules)
            if (ruleIdOf(group.name, rule) == id) return true;
    return false;
}

Error nowhere() {
    return absent("there is no folder for settings, so no rule can be kept; set HOME or XDG_CONFIG_HOME");
}

}  // namespace

std::string RuleFolder::ownFile() const {
    return (besides(settings_, ruleFolderName) / ownRuleFileName).string();
}

Result<SavedRule> RuleFolder::save(const RuleDefinition& rule,
                                   const std::optional<RuleOrigin>& instead) const {
    if (!isThere()) return nowhere();
    const std::lock_guard lock(filesMutex());
    if (!instead) return saveOwn(rule);
    auto saved = saveInPlace(rule, *instead);
    if (saved || instead->file == ownFile() || saved.error().kind == ErrorKind::Malformed) return saved;
    saved = saveOwn(rule);
    if (!saved) return saved;
    saved->isCopy = true;
    if (const Status off = changeOff(&instead->id, nullptr); !off)
        return failed(fmt::format("{} has the rule, but the original could not be switched off: {}",
                                  escapedForTerminal(saved->file), off.error().message));
    return saved;
}

Result<SavedRule> RuleFolder::saveOwn(const RuleDefinition& rule) const {
    const std::string path = ownFile();
    const auto text = textOfFile(path);
    if (!text) return text.error();
    const RuleId id = ruleIdOf(ownGroupName, rule);
    if (hasRule(*text, path, id))
        return failed(
            fmt::format("{} has a rule with this name and these labels already; choose another name",
                        escapedForTerminal(path)));
    const auto changed = withRuleAdded(*text, path, ownGroupName, rule);
    if (!changed) return changed.error();
    // A rule of that name may have been switched off, and removed since.
    if (const Status on = changeOff(nullptr, &id); !on) return on.error();
    if (const Status written = replaceKeepingAccess(path, *changed); !written) return written.error();
    return SavedRule{path, false};
}

Result<SavedRule> RuleFolder::saveInPlace(const RuleDefinition& rule, const RuleOrigin& instead) const {
    const auto text = readConfigText(instead.file);
    if (!text) return failed(text.error().message);
    const RuleId id = ruleIdOf(instead.id.group, rule);
    if (id != instead.id && hasRule(*text, instead.file, id))
        return malformed(
            fmt::format("{} has a rule with this name and these labels already; choose another name",
                        escapedForTerminal(instead.file)));
    const auto changed = withRuleReplaced(*text, instead.file, instead.id, rule);
    if (!changed) return changed.error();
    const auto listed = textOfFile(besides(settings_, switchedOffFileName).string());
    if (!listed) return malformed(listed.error().message);
    const auto off = parseSwitchedOff(*listed);
    const bool wasOff = off && std::ranges::find(*off, instead.id) != off->end();
    // The new name is listed first: at no time is the rule on.
    if (wasOff && id != instead.id)
        if (const Status both = changeOff(&id, nullptr); !both) return both.error();
    const Status written = replaceKeepingAccess(instead.file, *changed);
    if (wasOff && id != instead.id) (void)changeOff(nullptr, written ? &instead.id : &id);
    if (!written) return written.error();
    return SavedRule{instead.file, false};
}

Status RuleFolder::remove(const RuleOrigin& rule) const {
    const std::lock_guard lock(filesMutex());
    const auto text = readConfigText(rule.file);
    if (!text) return text.error();
    const auto changed = withoutRule(*text, rule.file, rule.id);
    if (!changed) return changed.error();
    if (Status written = replaceKeepingAccess(rule.file, *changed); !written) return written;
    return isThere() ? changeOff(nullptr, &rule.id) : Done{};
}

Status RuleFolder::setSwitchedOff(const RuleId& rule, bool isOff) const {
    if (!isThere()) return nowhere();
    const std::lock_guard lock(filesMutex());
    return isOff ? changeOff(&rule, nullptr) : changeOff(nullptr, &rule);
}

Status RuleFolder::changeOff(const RuleId* added, const RuleId* removed) const {
    const std::string path = besides(settings_, switchedOffFileName).string();
    const auto text = textOfFile(path);
    if (!text) return text.error();
    auto rules = parseSwitchedOff(*text);
    if (!rules)
        return malformed(fmt::format("{}: {}; correct or remove the file", escapedForTerminal(path),
                                     rules.error().message));
    const std::vector<RuleId> before = *rules;
    if (removed != nullptr) std::erase(*rules, *removed);
    if (added != nullptr && std::ranges::find(*rules, *added) == rules->end()) rules->push_back(*added);
    return *rules == before ? Status(Done{}) : replaceKeepingAccess(path, switchedOffText(*rules));
}

}  // namespace baro::alerts
