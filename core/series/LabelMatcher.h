// How series are chosen: by what their labels say (PromQL's =, !=, =~ and !~).
#pragma once

#include <string>

namespace baro {

struct LabelMatcher {
    // The expressions are RE2's (https://github.com/google/re2/wiki/Syntax) and must match the whole value.
    enum class Kind { Equal, NotEqual, Regex, NotRegex };
    std::string label;
    Kind kind = Kind::Equal;
    std::string value;  // a series without the label has the empty value
    bool operator==(const LabelMatcher&) const = default;
};

}  // namespace baro
