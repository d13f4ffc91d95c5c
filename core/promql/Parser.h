// From text to a checked expression.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/promql/Ast.h"

namespace baro::promql {

// What is wrong, in Prometheus's words, and where. Like Prometheus's message, toString() begins with line and
// column: "1:5: parse error: unexpected end of input".
struct ParseError {
    TextRange at;
    std::string message;
};
std::string toString(const ParseError& error, std::string_view text);

class Parsed {
  public:
    Parsed(ExpressionPtr expression)
        : outcome_(std::move(expression)) {}                  // NOLINT(google-explicit-constructor)
    Parsed(ParseError error) : outcome_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
    bool ok() const { return outcome_.index() == 0; }
    const ExpressionPtr& expression() const { return std::get<0>(outcome_); }
    const ParseError& error() const { return std::get<1>(outcome_); }

  private:
    std::variant<ExpressionPtr, ParseError> outcome_;
};

// Texts beyond 1 MB and trees deeper than a few hundred levels are refused.
Parsed parse(std::string_view text);

// The canonical text; it parses to the same tree. Prometheus's own form, so that both print the same.
std::string toString(const Expression& expression);

}  // namespace baro::promql
