// Binary operators on two numbers, as IEEE 754 and Go's package math have them
// (promql/engine.go: vectorElemBinop).
#pragma once

#include <cmath>

#include "core/promql/Ast.h"
#include "core/series/SeriesSource.h"

namespace baro::promql {

inline bool isComparison(BinaryOperator op) {
    return op >= BinaryOperator::Equal && op <= BinaryOperator::GreaterOrEqual;
}
inline bool isSetOperator(BinaryOperator op) {
    return op >= BinaryOperator::And;
}

inline bool compares(BinaryOperator op, double left, double right) {
    switch (op) {
        case BinaryOperator::Equal:
            return left == right;
        case BinaryOperator::NotEqual:
            return left != right;
        case BinaryOperator::Less:
            return left < right;
        case BinaryOperator::LessOrEqual:
            return left <= right;
        case BinaryOperator::Greater:
            return left > right;
        default:
            return left >= right;
    }
}

inline double computes(BinaryOperator op, double left, double right) {
    switch (op) {
        case BinaryOperator::Add:
            return left + right;
        case BinaryOperator::Subtract:
            return left - right;
        case BinaryOperator::Multiply:
            return left * right;
        case BinaryOperator::Divide:
            return left / right;
        case BinaryOperator::Modulo:
            return std::fmod(left, right);
        case BinaryOperator::Power:
            return std::pow(left, right);
        default:
            return std::atan2(left, right);
    }
}

// Of two elements that are both there. A comparison without bool keeps the value that is asked for, or none.
inline double combined(const Binary& binary, double left, double right, double kept) {
    if (!isComparison(binary.op)) return computes(binary.op, left, right);
    const bool holds = compares(binary.op, left, right);
    if (binary.returnsBool) return holds ? 1 : 0;
    return holds ? kept : staleMarker();
}

}  // namespace baro::promql
