// The regular expressions of =~ and !~, which are RE2's.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace baro::promql {

// Compiles the expressions of one text. RE2 matches in linear time, yet compiling a long or a crafted
// expression can take seconds, so all of a text together may cost some 20 ms.
class RegexCheck {
  public:
    // What is wrong with it, in the words of Go's regexp package; nothing when it compiles.
    std::optional<std::string> error(const std::string& expression);

  private:
    std::size_t readingLeft_ = 20'000;  // about microseconds
    std::size_t programLeft_ = 20'000;  // instructions
};

// About how many microseconds RE2 may take to read the expression.
std::size_t readingCost(std::string_view expression);

}  // namespace baro::promql
