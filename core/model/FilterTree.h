// What a text in the filter language means: comparisons and words, joined by and, or and not. Which fields
// there are and what they hold is known by who asks (ProcessFilter, TableFilter); here they are numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/model/TextPattern.h"

namespace baro {

struct FilterNode {
    enum class Kind : std::uint8_t { And, Or, Not, Number, Text, State, Word };
    enum class Comparison : std::uint8_t {
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Like,
        NotLike
    };
    Kind kind = Kind::Word;
    Comparison comparison = Comparison::Equal;
    int field = 0;
    char state = 0;
    std::uint32_t left = 0;   // And, Or, Not
    std::uint32_t right = 0;  // And, Or
    double number = 0;
    TextPattern pattern{};
    std::optional<std::int32_t> wordNumber{};  // Word: the number that it also is

    bool holds(double value) const;           // of a Number
    bool holds(std::string_view text) const;  // of a Text
};

class FilterTree {
  public:
    // An empty one is of an empty text: everything matches.
    bool isEmpty() const { return nodes_.empty(); }
    std::uint32_t add(FilterNode node);

    // answer(node) says whether a Number, Text, State or Word holds.
    template <class Answer>
    bool matches(const Answer& answer) const {
        return nodes_.empty() || matches(static_cast<std::uint32_t>(nodes_.size() - 1), answer);
    }

  private:
    // As deep as the text is long at most, which is bounded.
    template <class Answer>
    bool matches(std::uint32_t index, const Answer& answer) const {
        const FilterNode& node = nodes_[index];
        switch (node.kind) {
            case FilterNode::Kind::And:
                return matches(node.left, answer) && matches(node.right, answer);
            case FilterNode::Kind::Or:
                return matches(node.left, answer) || matches(node.right, answer);
            case FilterNode::Kind::Not:
                return !matches(node.left, answer);
            default:
                return answer(node);
        }
    }

    std::vector<FilterNode> nodes_;  // the last one is the root
};

}  // namespace baro
