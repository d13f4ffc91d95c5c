#include "ui/widgets/ProcessFilterField.h"

#include <QCoreApplication>
#include <QLineEdit>

#include "ui/MachineText.h"

namespace baro::ui {

QString filterProblemText(const FilterProblem& problem) {
    using enum FilterProblem::Kind;
    const auto tr = [](const char* text) { return QCoreApplication::translate("ProcessFilter", text); };
    const QString subject = machineText(problem.subject);
    switch (problem.kind) {
        case MissingTerm:
            return tr("There is nothing to look for next to “%1”.").arg(subject);
        case MissingValue:
            return tr("A value is missing after “%1”.").arg(subject);
        case MissingField:
            return tr("A field is missing before “%1”, such as cpu or user.").arg(subject);
        case UnknownField:
            return tr("There is no field “%1”. To look for it as text, put it in quotes.").arg(subject);
        case WrongOperator:
            return tr("“%1” does not go with this field: text takes = != ~ !~, numbers take = != < <= > >=.")
                .arg(subject);
        case NotANumber:
            return tr("“%1” is not a number.").arg(subject);
        case UnknownUnit:
            return tr("“%1” is not a unit of this field.").arg(subject);
        case UnknownState:
            return tr("“%1” is not a state: running, sleeping, waiting, stopped, zombie, traced or idle.")
                .arg(subject);
        case UnclosedQuote:
            return tr("The quote is not closed.");
        case UnclosedParenthesis:
            return tr("The parenthesis is not closed.");
        case UnopenedParenthesis:
            return tr("This parenthesis was never opened.");
        case TooDeep:
            return tr("Too many parentheses within each other.");
        case TooLong:
            return tr("The filter is longer than 1000 bytes.");
    }
    return {};
}

ProcessFilterField::ProcessFilterField(const Theme& theme, QWidget* parent) : FilterField(theme, parent) {
    edit()->setPlaceholderText(tr("Filter: firefox, cpu > 5 and user = root"));
    edit()->setAccessibleName(tr("Filter processes"));
}

std::optional<FilterProblem> ProcessFilterField::take(std::string_view text) {
    const ParsedFilter parsed = ProcessFilter::parse(text);
    if (!parsed.problem) emit filterChanged(parsed.filter);
    return parsed.problem;
}

FilterCompletion ProcessFilterField::completion(std::string_view text, std::size_t cursor) const {
    return completeProcessFilter(text, cursor);
}

}  // namespace baro::ui
