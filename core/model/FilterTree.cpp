#include "core/model/FilterTree.h"

#include <utility>

namespace baro {

bool FilterNode::holds(double value) const {
    switch (comparison) {
        case Comparison::Equal:
            return value == number;
        case Comparison::NotEqual:
            return value != number;
        case Comparison::Less:
            return value < number;
        case Comparison::LessEqual:
            return value <= number;
        case Comparison::Greater:
            return value > number;
        case Comparison::GreaterEqual:
            return value >= number;
        case Comparison::Like:
        case Comparison::NotLike:
            return false;
    }
    return false;
}

bool FilterNode::holds(std::string_view text) const {
    switch (comparison) {
        case Comparison::Equal:
            return pattern.equals(text);
        case Comparison::NotEqual:
            return !pattern.equals(text);
        case Comparison::Like:
            return pattern.isWithin(text);
        case Comparison::NotLike:
            return !pattern.isWithin(text);
        default:
            return false;
    }
}

std::uint32_t FilterTree::add(FilterNode node) {
    nodes_.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

}  // namespace baro
