#include "ui/widgets/FilterField.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>
#include <string>
#include <utility>

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

QString placedProblem(const QString& text, const FilterProblem& problem, const QString& sentence) {
    return FilterField::tr("Character %1: %2").arg(unitsBefore(text, problem.position) + 1).arg(sentence);
}

FilterField::FilterField(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      edit_(new QLineEdit(this)),
      message_(new Label(theme, TextSize::Caption, Role::Danger, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(edit_);
    message_->hide();
    edit_->setClearButtonEnabled(true);
    edit_->setMaxLength(static_cast<int>(longestFilter));
    edit_->installEventFilter(this);

    words_ = new QStringListModel(this);
    completer_ = new QCompleter(words_, this);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_->setWidget(edit_);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterField::complete);
    connect(edit_, &QLineEdit::textChanged, this, &FilterField::adopt);
    connect(edit_, &QLineEdit::textEdited, this, [this] {
        recalled_ = -1;
        propose(false);
    });
    connect(edit_, &QLineEdit::editingFinished, this, [this] {
        if (edit_->text() == used_) remember(used_);
    });
}

void FilterField::setText(const QString& text) {
    edit_->setText(text);
}
QString FilterField::text() const {
    return edit_->text();
}

void FilterField::adopt() {
    const auto problem = take(edit_->text().toStdString());
    // Cleared at once; who deletes letter by letter writes another one.
    const QString before = std::exchange(shown_, edit_->text());
    if (shown_.isEmpty() && before.size() > 1 && before == used_) remember(used_);
    if (!problem) used_ = edit_->text();
    message_->setVisible(problem.has_value());
    if (problem) return showProblem(*problem);
    edit_->setToolTip({});
}

// What is only not finished yet is no mistake.
void FilterField::showProblem(const FilterProblem& problem) {
    const bool unfinished = problem.length == 0 || problem.kind == FilterProblem::Kind::UnclosedQuote;
    message_->setRole(unfinished ? Role::QuietText : Role::Danger);
    message_->setText(placedProblem(edit_->text(), problem, problemText(problem)));
}

void FilterField::propose(bool always) {
    const std::string text = edit_->text().toStdString();
    const FilterCompletion known = completion(text, bytesBefore(edit_->text(), edit_->cursorPosition()));
    QStringList words;
    for (const auto& proposal : known.proposals)
        words.append(QString::fromStdString(std::string(proposal.word)));
    words_->setStringList(words);
    if (words.isEmpty() || (known.length == 0 && !always)) return completer_->popup()->hide();
    completer_->complete();
}

void FilterField::complete(const QString& word) {
    const QString text = edit_->text();
    const FilterCompletion known = completion(text.toStdString(), bytesBefore(text, edit_->cursorPosition()));
    const int from = unitsBefore(text, known.position);
    const int to = unitsBefore(text, known.position + known.length);
    edit_->setText(text.left(from) + word + QLatin1Char(' ') + text.mid(to));
    edit_->setCursorPosition(from + static_cast<int>(word.size()) + 1);
}

bool FilterField::takeEscape() {
    if (edit_->text().isEmpty()) return false;
    edit_->clear();
    return true;
}

void FilterField::remember(const QString& filter) {
    if (filter.trimmed().isEmpty()) return;
    remembered_.removeAll(filter);
    remembered_.prepend(filter);
    remembered_ = remembered_.mid(0, mostRemembered_());
}

// Steps back into the past; before the newest is the empty field. False: there is none so far back.
bool FilterField::recall(int steps) {
    const qsizetype to = recalled_ + steps;
    if (to < -1 || to >= remembered_.size()) return false;
    edit_->setText(to < 0 ? QString() : remembered_[to]);
    recalled_ = to;
    return true;
}

bool FilterField::takeKey(const QKeyEvent& key) {
    switch (key.key()) {
        case Qt::Key_Up:
            if (recalled_ < 0 && edit_->text() == used_) remember(used_);
            // What stands there is not gone back to.
            if (recalled_ < 0 && !remembered_.isEmpty() && remembered_.front() == edit_->text())
                recalled_ = 0;
            return recall(1);
        case Qt::Key_Down:
            if (recalled_ < 0 || !recall(-1)) propose(true);
            return true;
        case Qt::Key_Space:
            if (key.modifiers() != Qt::ControlModifier) return false;
            propose(true);
            return true;
        case Qt::Key_Escape:
            return takeEscape();
        default:
            return false;
    }
}

bool FilterField::eventFilter(QObject* watched, QEvent* event) {
    if (watched == edit_ && event->type() == QEvent::KeyPress && takeKey(*static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

}  // namespace baro::ui
