// Matchers made ready to be asked of many series: regular expressions are compiled once.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/series/LabelMatcher.h"
#include "core/series/Labels.h"

namespace re2 {
class RE2;
}

namespace baro {

class LabelMatchers {
  public:
    // Fails on a regular expression that is none, and says what is wrong with it.
    static Result<LabelMatchers> compile(const std::vector<LabelMatcher>& matchers);
    ~LabelMatchers();
    LabelMatchers(LabelMatchers&&) noexcept;
    LabelMatchers& operator=(LabelMatchers&&) noexcept;

    bool match(const Labels& labels) const;
    // The metric name that every match has, where a matcher says so; else empty.
    std::string_view metric() const;

  private:
    struct One {
        LabelMatcher matcher;
        std::unique_ptr<re2::RE2> expression;  // of Regex and NotRegex

        bool match(std::string_view value) const;
    };
    LabelMatchers();

    std::vector<One> all_;
};

}  // namespace baro
