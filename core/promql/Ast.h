// A PromQL expression as a typed tree (https://prometheus.io/docs/prometheus/latest/querying/basics/). The
// parser makes it, checks its types and never changes it again; any thread may read it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/series/LabelMatcher.h"

namespace baro::promql {

// Where a piece stands in the text: bytes, the end not included.
struct TextRange {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool operator==(const TextRange&) const = default;
};

enum class ValueType { Scalar, Vector, Matrix, String };

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;
struct Function;  // core/promql/Functions.h

struct NumberLiteral {
    double value = 0;
    bool isDuration = false;  // written as 5m: printed as it was written
};

struct StringLiteral {
    std::string value;
};

// "@ 1609746000", "@ start()" or "@ end()".
struct AtModifier {
    enum class Kind { Time, Start, End };
    Kind kind = Kind::Time;
    std::int64_t timeMilliseconds = 0;
};

struct VectorSelector {
    std::string metric;  // as written before the braces; empty when not. The matchers hold it too.
    std::vector<LabelMatcher> matchers;
    std::int64_t offsetMilliseconds = 0;  // negative: later
    std::optional<AtModifier> at;
};

// A vector selector with a range: the samples in (time - range, time].
struct MatrixSelector {
    VectorSelector selector;
    std::int64_t rangeMilliseconds = 0;
};

struct Subquery {
    ExpressionPtr inner;
    std::int64_t rangeMilliseconds = 0;
    std::int64_t stepMilliseconds = 0;  // 0: the engine's default
    std::int64_t offsetMilliseconds = 0;
    std::optional<AtModifier> at;
};

struct Parenthesised {
    ExpressionPtr inner;
};

struct Unary {
    bool negates = false;  // else a plus
    ExpressionPtr operand;
};

enum class BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Atan2,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Unless
};

// How the elements of two vectors find each other. Only for operators between vectors.
struct VectorMatching {
    enum class Cardinality { OneToOne, ManyToOne, OneToMany, ManyToMany };
    Cardinality cardinality = Cardinality::OneToOne;
    bool on = false;  // on (labels), else ignoring (labels)
    std::vector<std::string> labels;
    std::vector<std::string> include;  // group_left (labels): taken from the one side
};

struct Binary {
    BinaryOperator op = BinaryOperator::Add;
    ExpressionPtr left;
    ExpressionPtr right;
    bool returnsBool = false;
    std::optional<VectorMatching> matching;  // set when both sides are vectors
};

enum class AggregationOperator {
    Sum,
    Average,
    Count,
    Minimum,
    Maximum,
    Group,
    StandardDeviation,
    StandardVariance,
    TopK,
    BottomK,
    CountValues,
    Quantile,
    LimitK,
    LimitRatio
};

struct Aggregation {
    AggregationOperator op = AggregationOperator::Sum;
    ExpressionPtr operand;
    ExpressionPtr parameter;  // of topk, bottomk, count_values, quantile, limitk and limit_ratio; else null
    bool without = false;
    std::vector<std::string> labels;
};

struct Call {
    const Function* function = nullptr;
    std::vector<ExpressionPtr> arguments;
};

struct Expression {
    TextRange at;
    ValueType type = ValueType::Vector;
    std::variant<NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Parenthesised, Unary,
                 Binary, Aggregation, Call>
        node;
};

}  // namespace baro::promql
