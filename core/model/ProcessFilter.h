// The language that picks processes: "cpu > 5 and user = root", "firefox", "(read > 1M/s or write > 1M/s) not
// app ~ git". docs/process-filter.md describes it for people. Pure; no text makes it fail other than by a
// FilterProblem.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/model/FilterParser.h"
#include "core/model/ProcessFields.h"

namespace baro {

struct ParsedFilter;

class ProcessFilter {
  public:
    static constexpr std::size_t maximumLength = longestFilter;  // bytes
    static constexpr int maximumDepth = deepestFilter;

    // An empty text matches every process.
    static ParsedFilter parse(std::string_view text);

    ProcessFilter() = default;
    bool matchesEverything() const { return tree_.isEmpty(); }
    // A process for which a value is not known satisfies no comparison of that value.
    bool matches(const ProcessView& view, const ProcessMoment& moment) const;

  private:
    FilterTree tree_;
};

struct ParsedFilter {
    ProcessFilter filter;  // meaningful when there is no problem
    std::optional<FilterProblem> problem;
};

FilterCompletion completeProcessFilter(std::string_view text, std::size_t cursor);

}  // namespace baro
