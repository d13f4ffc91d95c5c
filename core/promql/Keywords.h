// PromQL's reserved words and signs.
#pragma once

#include <string_view>

#include "core/promql/Lexer.h"

namespace baro::promql {

// In any case of letters, as Prometheus takes them. inf and nan are numbers; a word that is not reserved is
// an Identifier.
TokenKind kindOfWord(std::string_view word);

// How the kind is written, in small letters; empty when it has no one spelling.
std::string_view spelling(TokenKind kind);
std::string_view spelling(BinaryOperator op);
std::string_view spelling(AggregationOperator op);

BinaryOperator binaryOperator(TokenKind kind);            // of Add to Unless
AggregationOperator aggregationOperator(TokenKind kind);  // of Sum to LimitRatio

bool isComparison(BinaryOperator op);
bool isSetOperator(BinaryOperator op);
bool takesParameter(AggregationOperator op);

}  // namespace baro::promql
