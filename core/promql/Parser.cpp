#include "core/promql/Parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/promql/ExpressionParser.h"

namespace baro::promql {

Parsed parse(std::string_view text) {
    return ExpressionParser(text).run();
}

std::string toString(const ParseError& error, std::string_view text) {
    if (text.empty()) return fmt::format("unknown position: parse error: {}", error.message);
    const std::string_view before = text.substr(0, error.at.from);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t lineStart = before.rfind('\n') + 1;  // 0 when there is none
    return fmt::format("{}:{}: parse error: {}", line, before.size() - lineStart + 1, error.message);
}

}  // namespace baro::promql
