#include "core/rules/RuleFile.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// Every problem names the file; what has none can be used.
BARO_FUZZ_TARGET(RuleFileFuzz, text) {
    const alerts::RuleFileReading reading = alerts::parseRuleFile(text, "rules.yml");
    for (const FileProblem& problem : reading.problems)
        fuzz::require(toString(problem).starts_with("rules.yml:"));
    if (!reading.ok()) return;
    for (const alerts::GroupDefinition& group : reading.file.groups)
        for (const alerts::RuleDefinition& rule : group.rules)
            fuzz::require(!rule.name.empty() && rule.parsed != nullptr);
    duplicatesIn(reading.file);
}
