#include "core/base/Escape.h"
#include "core/rules/RuleFileEdit.h"
#include "core/rules/RuleText.h"
#include "core/rules/SwitchedOffRules.h"
#include "core/rules/ThresholdRule.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

namespace {

void requireOneMore(const Result<std::string>& text, std::size_t rules) {
    if (!text) return;
    const alerts::RuleFileReading reading = alerts::parseRuleFile(*text, "r.yml");
    fuzz::require(reading.ok() && reading.file.ruleCount() == rules);
}

}  // namespace

// A rule that is read is written and read again as the same; a file that is edited has the change and can be
// read.
BARO_FUZZ_TARGET(RuleFileEditFuzz, text) {
    if (const auto off = alerts::parseSwitchedOff(text)) {
        const auto again = alerts::parseSwitchedOff(alerts::switchedOffText(*off));
        fuzz::require(again.ok() && *again == *off);
    }
    if (text.size() > 4000) return;
    const alerts::RuleFileReading reading = alerts::parseRuleFile(text, "r.yml");
    if (!reading.ok()) return;
    const auto added = alerts::definitionOf({"Added", "up", alerts::Comparison::Above, 1, 0, 0, {}, {}});
    const std::size_t before = reading.file.ruleCount();
    requireOneMore(alerts::withRuleAdded(text, "r.yml", "Desk", *added), before + 1);
    for (const alerts::GroupDefinition& group : reading.file.groups) {
        requireOneMore(alerts::withRuleAdded(text, "r.yml", group.name, *added), before + 1);
        for (const alerts::RuleDefinition& rule : group.rules) {
            const alerts::RuleId id = alerts::ruleIdOf(group.name, rule);
            requireOneMore(alerts::withRuleReplaced(text, "r.yml", id, *added), before);
            requireOneMore(alerts::withoutRule(text, "r.yml", id), before - 1);
            const auto threshold = alerts::thresholdRuleOf(rule);
            if (!threshold) continue;
            const auto written = alerts::definitionOf(*threshold);
            fuzz::require(written.ok() || validUtf8(text) != text);
            if (!written) continue;
            const auto again = alerts::thresholdRuleOf(*written);
            fuzz::require(again.ok() && *again == *threshold);
        }
    }
}
