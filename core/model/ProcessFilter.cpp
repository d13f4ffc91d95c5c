#include "core/model/ProcessFilter.h"

namespace baro {
namespace {

using Comparison = ProcessFilter::Node::Comparison;

bool holds(Comparison comparison, double value, double bound) {
    switch (comparison) {
        case Comparison::Equal:
            return value == bound;
        case Comparison::NotEqual:
            return value != bound;
        case Comparison::Less:
            return value < bound;
        case Comparison::LessEqual:
            return value <= bound;
        case Comparison::Greater:
            return value > bound;
        case Comparison::GreaterEqual:
            return value >= bound;
        case Comparison::Like:
        case Comparison::NotLike:
            return false;
    }
    return false;
}

bool holds(Comparison comparison, std::string_view text, const TextPattern& pattern) {
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

bool mentions(const Process& process, const ProcessFilter::Node& word) {
    return word.pid == process.identity.pid || word.pattern.isWithin(processDisplayName(*process.facts)) ||
           word.pattern.isWithin(process.facts->commandLine);
}

}  // namespace

bool ProcessFilter::matches(const ProcessView& view, const ProcessMoment& moment) const {
    return nodes_.empty() || matches(static_cast<std::uint32_t>(nodes_.size() - 1), view, moment);
}

// As deep as the text is long at most, which is bounded.
bool ProcessFilter::matches(std::uint32_t index, const ProcessView& view, const ProcessMoment& moment) const {
    const Node& node = nodes_[index];
    switch (node.kind) {
        case Node::Kind::And:
            return matches(node.left, view, moment) && matches(node.right, view, moment);
        case Node::Kind::Or:
            return matches(node.left, view, moment) || matches(node.right, view, moment);
        case Node::Kind::Not:
            return !matches(node.left, view, moment);
        case Node::Kind::Number: {
            const auto value = processNumber(node.field, view, moment);
            return value && holds(node.comparison, *value, node.number);
        }
        case Node::Kind::Text:
            return holds(node.comparison, processText(node.field, *view.process), node.pattern);
        case Node::Kind::State:
            return (view.process->state == node.state) == (node.comparison == Comparison::Equal);
        case Node::Kind::Word:
            return mentions(*view.process, node);
    }
    return false;
}

}  // namespace baro
