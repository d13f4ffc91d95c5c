#include "core/model/ProcessFilter.h"

#include <string>

#include "core/base/Characters.h"
#include "core/model/FilterNumbers.h"

namespace baro {
namespace {

constexpr std::string_view stateLetters = "RSDZTtIX";

class ProcessWords final : public FilterFields {
  public:
    std::optional<Field> find(std::string_view name) const override {
        const ProcessFieldInfo* const info = findProcessField(name);
        if (!info) return std::nullopt;
        const Field::Kind kind = info->kind == ProcessFieldKind::Text    ? Field::Kind::Text
                                 : info->kind == ProcessFieldKind::State ? Field::Kind::State
                                                                         : Field::Kind::Number;
        return Field{static_cast<int>(info->field), kind};
    }

    std::vector<Bound> bounds(const Field& field, double number, std::string_view unit) const override {
        // "mem > 5%" asks for the share.
        const bool isShare = field.number == static_cast<int>(ProcessField::Memory) && unit == "%";
        const ProcessField meant =
            isShare ? ProcessField::MemoryShare : static_cast<ProcessField>(field.number);
        const auto factor = filterUnitFactor(processField(meant).kind, unit);
        if (!factor) return {};
        return {{static_cast<int>(meant), number * *factor}};
    }

    std::optional<char> state(std::string_view word) const override {
        if (word.size() == 1 && stateLetters.find(word.front()) != std::string_view::npos)
            return word.front();
        const std::string wanted = lowered(word);
        for (const char letter : stateLetters)
            if (processStateWord(letter) == wanted || (word.size() == 1 && lowered({&letter, 1}) == wanted))
                return letter;
        return std::nullopt;
    }

    std::vector<FilterCompletion::Proposal> names() const override {
        std::vector<FilterCompletion::Proposal> words;
        for (const ProcessFieldInfo& field : processFields())
            words.push_back({field.word, field.help});
        return words;
    }

    std::vector<FilterCompletion::Proposal> states() const override {
        std::vector<FilterCompletion::Proposal> words;
        for (const char letter : stateLetters)
            words.push_back({processStateWord(letter), {}});
        return words;
    }
};

bool mentions(const Process& process, const FilterNode& word) {
    return word.wordNumber == process.identity.pid ||
           word.pattern.isWithin(processDisplayName(*process.facts)) ||
           word.pattern.isWithin(process.facts->commandLine);
}

bool answers(const FilterNode& node, const ProcessView& view, const ProcessMoment& moment) {
    const auto field = static_cast<ProcessField>(node.field);
    switch (node.kind) {
        case FilterNode::Kind::Number: {
            const auto value = processNumber(field, view, moment);
            return value && node.holds(*value);
        }
        case FilterNode::Kind::Text:
            return node.holds(processText(field, *view.process));
        case FilterNode::Kind::State:
            return (view.process->state == node.state) == (node.comparison == FilterNode::Comparison::Equal);
        default:
            return mentions(*view.process, node);
    }
}

}  // namespace

ParsedFilter ProcessFilter::parse(std::string_view text) {
    FilterText parsed = parseFilter(text, ProcessWords());
    ParsedFilter result;
    result.filter.tree_ = std::move(parsed.tree);
    result.problem = std::move(parsed.problem);
    return result;
}

bool ProcessFilter::matches(const ProcessView& view, const ProcessMoment& moment) const {
    return tree_.matches([&](const FilterNode& node) { return answers(node, view, moment); });
}

FilterCompletion completeProcessFilter(std::string_view text, std::size_t cursor) {
    return completeFilter(text, cursor, ProcessWords());
}

}  // namespace baro
