// What can be written at a place in a PromQL text. It knows the language, not the data: who has the series
// offers the names that fit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/promql/Ast.h"

namespace baro::promql {

struct CompletionContext {
    enum class Wanted {
        Nothing,       // inside a string that is no label value, in a comment, in a number
        Expression,    // a metric name, a function, an aggregation or a keyword that begins an expression
        AfterOperand,  // an operator, or a keyword such as offset, by, on or group_left
        LabelName,     // in a selector's braces, or in by (), on (), group_left () and the like
        LabelValue,
        Duration,        // after "[", ":" inside brackets, or offset
        GroupingOrBody,  // after an aggregation's name: "(", by or without
        Timestamp,       // after "@": a number, start() or end()
    };
    Wanted wanted = Wanted::Nothing;
    std::string metric;  // of the selector that the place belongs to; empty when it names none
    std::string label;   // with LabelValue: whose value
    TextRange replace;   // what a choice replaces: the word at the cursor, a value without its quotes
    std::string prefix;  // of that word, up to the cursor; a value's with its escapes resolved
};

// cursor: a byte offset; beyond the end it counts as the end.
CompletionContext completionAt(std::string_view text, std::size_t cursor);

}  // namespace baro::promql
