// The language that picks processes: "cpu > 5 and user = root", "firefox", "(read > 1M/s or write > 1M/s) not
// app ~ git". docs/process-filter.md describes it for people. Pure; no text makes it fail other than by a
// FilterProblem.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ProcessFields.h"
#include "core/model/TextPattern.h"

namespace baro {

// What is wrong and where, in bytes of the text. The words that tell it to a person are the user interface's.
struct FilterProblem {
    enum class Kind {
        MissingTerm,    // nothing to look for, before or after `subject`
        MissingValue,   // the operator `subject` is followed by nothing to compare with
        MissingField,   // the operator `subject` has no field before it
        UnknownField,   // `subject` names no field
        WrongOperator,  // `subject` (an operator) does not fit the field's kind
        NotANumber,     // `subject` should be one
        UnknownUnit,    // `subject` is no unit of the field
        UnknownState,   // `subject` is no process state
        UnclosedQuote,
        UnclosedParenthesis,
        UnopenedParenthesis,
        TooDeep,
        TooLong,
    };
    Kind kind = Kind::MissingTerm;
    std::size_t position = 0;
    std::size_t length = 0;  // 0 at the end of the text
    std::string subject;
};

struct ParsedFilter;

class ProcessFilter {
  public:
    static constexpr std::size_t maximumLength = 1000;  // bytes
    static constexpr int maximumDepth = 50;             // parentheses and negations within each other

    // An empty text matches every process.
    static ParsedFilter parse(std::string_view text);

    ProcessFilter() = default;
    bool matchesEverything() const { return nodes_.empty(); }
    // A process for which a value is not known satisfies no comparison of that value.
    bool matches(const ProcessView& view, const ProcessMoment& moment) const;

    struct Node {
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
        ProcessField field = ProcessField::Name;
        char state = 0;
        std::uint32_t left = 0;   // And, Or, Not
        std::uint32_t right = 0;  // And, Or
        double number = 0;
        TextPattern pattern{};
        std::optional<std::int32_t> pid{};  // Word: the number that it also is
    };

  private:
    friend class ProcessFilterParser;
    bool matches(std::uint32_t node, const ProcessView& view, const ProcessMoment& moment) const;

    std::vector<Node> nodes_;  // the last one is the root
};

struct ParsedFilter {
    ProcessFilter filter;  // meaningful when there is no problem
    std::optional<FilterProblem> problem;
};

// What could stand where the cursor is: replaces `length` bytes at `position`.
struct FilterCompletion {
    std::size_t position = 0;
    std::size_t length = 0;
    struct Proposal {
        std::string_view word;
        std::string_view help;  // may be empty
    };
    std::vector<Proposal> proposals;
};
FilterCompletion completeProcessFilter(std::string_view text, std::size_t cursor);

}  // namespace baro
