#include "core/metrics/TableFilter.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(TableFilterFuzz, text) {
    using namespace baro;
    static const std::vector<FilterColumn> columns{{"Mounted on", false},
                                                   {"Full", true, {Unit::Ratio}},
                                                   {"Now", true, {Unit::Celsius, Unit::Watts}},
                                                   {"It's \"any\"", true}};
    static const std::vector<std::string> titles{"Full", "Mounted on"};
    static const std::vector<FilterCell> cells{{"50 %", 0.5, Unit::Ratio}, {"/home"}};
    const TableFilterFields fields(columns);
    FilterText parsed = parseFilter(text, fields);
    if (parsed.problem) {
        fuzz::require(parsed.problem->position <= text.size());
        fuzz::require(parsed.problem->length <= text.size() - parsed.problem->position);
    } else {
        const TableFilter filter(std::move(parsed.tree), fields, titles);
        const bool found = filter.matches(cells);
        fuzz::require(found || !filter.matchesEverything());
    }
    for (const std::size_t cursor : {std::size_t{0}, text.size() / 2, text.size()}) {
        const FilterCompletion completion = completeFilter(text, cursor, fields);
        fuzz::require(completion.position + completion.length <= text.size());
    }
}
