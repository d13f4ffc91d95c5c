#include "ui/widgets/ProcessFilterField.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>
#include <string>

#include "ui/MachineText.h"
#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

// The filter counts bytes of UTF-8, the field UTF-16 units.
std::size_t bytesBefore(const QString& text, int cursor) {
    return static_cast<std::size_t>(text.left(cursor).toUtf8().size());
}
int unitsBefore(const QString& text, std::size_t bytes) {
    return static_cast<int>(QString::fromUtf8(text.toUtf8().left(static_cast<qsizetype>(bytes))).size());
}

}  // namespace

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

ProcessFilterField::ProcessFilterField(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      edit_(new QLineEdit(this)),
      message_(new Label(theme, TextSize::Caption, Role::Danger, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(edit_);
    message_->hide();
    edit_->setPlaceholderText(tr("Filter: firefox, cpu > 5 and user = root"));
    edit_->setAccessibleName(tr("Filter processes"));
    edit_->setClearButtonEnabled(true);
    edit_->setMaxLength(static_cast<int>(ProcessFilter::maximumLength));
    edit_->installEventFilter(this);

    words_ = new QStringListModel(this);
    completer_ = new QCompleter(words_, this);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_->setWidget(edit_);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this,
            &ProcessFilterField::complete);
    connect(edit_, &QLineEdit::textChanged, this, &ProcessFilterField::adopt);
    connect(edit_, &QLineEdit::textEdited, this, [this] { propose(false); });
}

void ProcessFilterField::setText(const QString& text) {
    edit_->setText(text);
}
QString ProcessFilterField::text() const {
    return edit_->text();
}

void ProcessFilterField::adopt() {
    const std::string text = edit_->text().toStdString();
    const ParsedFilter parsed = ProcessFilter::parse(text);
    message_->setVisible(parsed.problem.has_value());
    if (parsed.problem) return showProblem(*parsed.problem);
    edit_->setToolTip({});
    emit filterChanged(parsed.filter);
}

// What is only not finished yet is no mistake.
void ProcessFilterField::showProblem(const FilterProblem& problem) {
    const int column = unitsBefore(edit_->text(), problem.position) + 1;
    const bool unfinished = problem.length == 0 || problem.kind == FilterProblem::Kind::UnclosedQuote;
    message_->setRole(unfinished ? Role::QuietText : Role::Danger);
    message_->setText(tr("Character %1: %2").arg(column).arg(filterProblemText(problem)));
}

void ProcessFilterField::propose(bool always) {
    const std::string text = edit_->text().toStdString();
    const FilterCompletion completion =
        completeProcessFilter(text, bytesBefore(edit_->text(), edit_->cursorPosition()));
    QStringList words;
    for (const auto& proposal : completion.proposals)
        words.append(QString::fromStdString(std::string(proposal.word)));
    words_->setStringList(words);
    if (words.isEmpty() || (completion.length == 0 && !always)) return completer_->popup()->hide();
    completer_->complete();
}

void ProcessFilterField::complete(const QString& word) {
    const QString text = edit_->text();
    const FilterCompletion completion =
        completeProcessFilter(text.toStdString(), bytesBefore(text, edit_->cursorPosition()));
    const int from = unitsBefore(text, completion.position);
    const int to = unitsBefore(text, completion.position + completion.length);
    edit_->setText(text.left(from) + word + QLatin1Char(' ') + text.mid(to));
    edit_->setCursorPosition(from + static_cast<int>(word.size()) + 1);
}

bool ProcessFilterField::eventFilter(QObject* watched, QEvent* event) {
    if (watched == edit_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool asks = key->key() == Qt::Key_Down ||
                          (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier);
        if (asks) return propose(true), true;
        if (key->key() == Qt::Key_Escape && !edit_->text().isEmpty()) return edit_->clear(), true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace baro::ui
