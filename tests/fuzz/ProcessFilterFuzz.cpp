#include "core/model/ProcessFilter.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(ProcessFilterFuzz, text) {
    using namespace baro;
    static const Process process = [] {
        Process one;
        one.identity = {42, 4200};
        one.state = 'S';
        ProcessFacts facts;
        facts.name = "firefox";
        facts.commandLine = "firefox -P";
        one.facts = std::make_shared<const ProcessFacts>(std::move(facts));
        return one;
    }();
    const ParsedFilter parsed = ProcessFilter::parse(text);
    if (parsed.problem) {
        fuzz::require(parsed.problem->position <= text.size());
        fuzz::require(parsed.problem->length <= text.size() - parsed.problem->position);
    } else {
        const bool found = parsed.filter.matches({&process, nullptr}, {});
        fuzz::require(found || !parsed.filter.matchesEverything());
    }
    for (const std::size_t cursor : {std::size_t{0}, text.size() / 2, text.size()}) {
        const FilterCompletion completion = completeProcessFilter(text, cursor);
        fuzz::require(completion.position + completion.length <= text.size());
    }
}
