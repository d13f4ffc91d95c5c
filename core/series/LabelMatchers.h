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
    class One {
      public:
        const std::string& label() const { return matcher_.label; }
        LabelMatcher::Kind kind() const { return matcher_.kind; }
        const std::string& value() const { return matcher_.value; }
        bool match(std::string_view value) const;

      private:
        friend class LabelMatchers;
        LabelMatcher matcher_;
        std::shared_ptr<const re2::RE2> expression_;  // of Regex and NotRegex
    };

    // Fails on a regular expression that is none, and says what is wrong with it.
    static Result<LabelMatchers> compile(const std::vector<LabelMatcher>& matchers);
    bool match(const Labels& labels) const;
    // The metric name that every match has, where a matcher says so; else empty.
    std::string_view metric() const;

    const std::vector<One>& all() const { return all_; }

  private:
    std::vector<One> all_;
};

}  // namespace baro
