#include "core/base/NaturalOrder.h"

#include <algorithm>
#include <compare>

#include "core/base/Characters.h"

namespace baro {
namespace {

// The run of digits, or of anything else, at the beginning.
std::string_view takeRun(std::string_view& text) {
    const bool digits = isDigit(text.front());
    const auto end = std::ranges::find_if(text, [digits](char c) { return isDigit(c) != digits; });
    const std::string_view run = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(run.size());
    return run;
}

std::strong_ordering compareNumbers(std::string_view a, std::string_view b) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    return a.size() != b.size() ? a.size() <=> b.size() : a <=> b;
}

}  // namespace

bool isBeforeNaturally(std::string_view a, std::string_view b) {
    std::string_view restOfA = a;
    std::string_view restOfB = b;
    while (!restOfA.empty() && !restOfB.empty()) {
        const std::string_view runA = takeRun(restOfA);
        const std::string_view runB = takeRun(restOfB);
        const bool numbers = isDigit(runA.front()) && isDigit(runB.front());
        const auto order = numbers ? compareNumbers(runA, runB) : runA <=> runB;
        if (order != 0) return order < 0;
    }
    if (restOfA.empty() != restOfB.empty()) return restOfA.empty();
    return a < b;  // only leading zeros differ
}

}  // namespace baro
