#include "core/alerts/RuleTestFile.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

BARO_FUZZ_TARGET(RuleTestFileFuzz, text) {
    const alerts::RuleTestFileReading reading = alerts::parseRuleTestFile(text, "test.yml");
    for (const FileProblem& problem : reading.problems)
        fuzz::require(toString(problem).starts_with("test.yml:"));
    fuzz::require(reading.file.evaluationIntervalMilliseconds > 0);
    for (const alerts::RuleTest& test : reading.file.tests)
        fuzz::require(test.lastMilliseconds() >= 0);
}
