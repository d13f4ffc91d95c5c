// The grammar of the filter language, whatever it filters: words and comparisons of fields, joined by and,
// or, not and parentheses. Pure; no text makes it fail other than by a FilterProblem.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/FilterTree.h"

namespace baro {

inline constexpr std::size_t longestFilter = 1000;  // bytes
inline constexpr int deepestFilter = 50;            // parentheses and negations within each other

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

// Which fields there are, what they are called and what may be compared with them.
class FilterFields {
  public:
    struct Field {
        enum class Kind { Text, State, Number };
        int number = 0;
        Kind kind = Kind::Text;
    };
    // A number that values of a field are compared with, in their base unit.
    struct Bound {
        int field = 0;
        double number = 0;
    };

    virtual ~FilterFields() = default;

    // By its name, the ASCII letters in lower case, several words with one blank between them.
    virtual std::optional<Field> find(std::string_view name) const = 0;
    // Whether a text in quotes before an operator is a name, too.
    virtual bool hasNamesInQuotes() const { return false; }
    // What a number with that unit, as written, means for the field: any of these. None: it is no unit of it.
    virtual std::vector<Bound> bounds(const Field& field, double number, std::string_view unit) const = 0;
    virtual std::optional<char> state(std::string_view) const { return std::nullopt; }

    // For completion; the words live as long as this.
    virtual std::vector<FilterCompletion::Proposal> names() const = 0;
    virtual std::vector<FilterCompletion::Proposal> states() const { return {}; }
};

struct FilterText {
    FilterTree tree;  // meaningful when there is no problem
    std::optional<FilterProblem> problem;
};

FilterText parseFilter(std::string_view text, const FilterFields& fields);

FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const FilterFields& fields);

}  // namespace baro
