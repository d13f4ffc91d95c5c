#include "ui/explore/PromQlEditor.h"

#include <QAbstractTextDocumentLayout>
#include <QFontDatabase>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTreeView>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/MachineText.h"
#include "ui/explore/PromQlHighlighter.h"
#include "ui/explore/PromQlText.h"

namespace baro::ui {
namespace {

constexpr int mostLinesShown = 8;
constexpr int padding = gridStep;
constexpr int mostRowsOffered = 10;
constexpr int popupWidth = 72 * gridStep;
constexpr std::chrono::milliseconds restOfTyping{350};

}  // namespace

PromQlEditor::PromQlEditor(const Theme& theme, const SeriesNames* names, QWidget* parent)
    : QPlainTextEdit(parent), theme_(theme), names_(names) {
    setAccessibleName(tr("PromQL expression"));
    setFrameShape(NoFrame);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLineWrapMode(WidgetWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(padding);
    new PromQlHighlighter(theme, document());
    makePopup();
    adopt();
    checkLater_.setSingleShot(true);
    checkLater_.setInterval(restOfTyping);
    connect(&checkLater_, &QTimer::timeout, this, &PromQlEditor::check);
    connect(this, &QPlainTextEdit::textChanged, this, &PromQlEditor::textChangedByAnyone);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            [this] { updateGeometry(); });
    connect(&theme, &Theme::changed, this, &PromQlEditor::adopt);
    if (names != nullptr)
        connect(names, &SeriesNames::changed, this, [this] {
            if (isCompleting())
                complete();
            else if (lacksLabels_ && hasFocus())
                offer(false);
        });
}

PromQlEditor::~PromQlEditor() = default;

void PromQlEditor::adopt() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(QFontInfo(theme_.font(TextSize::Body)).pixelSize());
    setFont(font);
    viewport()->update();
}

void PromQlEditor::makePopup() {
    offered_ = new QStandardItemModel(0, 3, this);
    popup_ = new QTreeView(this);
    popup_->setWindowFlags(Qt::ToolTip);
    popup_->setModel(offered_);
    popup_->setHeaderHidden(true);
    popup_->setRootIsDecorated(false);
    popup_->setUniformRowHeights(true);
    popup_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    popup_->setFocusPolicy(Qt::NoFocus);
    popup_->setAllColumnsShowFocus(true);
    popup_->setAccessibleName(tr("What can be written here"));
    popup_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    popup_->hide();
    connect(popup_, &QTreeView::clicked, this, &PromQlEditor::choose);
    popup_->viewport()->installEventFilter(this);
}

bool PromQlEditor::isCompleting() const {
    return popup_->isVisible();
}

int PromQlEditor::linesShown() const {
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    return std::clamp(lines, 1, mostLinesShown);
}

QSize PromQlEditor::sizeHint() const {
    const double line = QFontMetricsF(font()).lineSpacing();
    return {480, static_cast<int>(std::ceil(linesShown() * line)) + 2 * padding + 2};
}

void PromQlEditor::textChangedByAnyone() {
    underline({});
    checkLater_.start();
    if (hasFocus() && document()->isModified()) offer(false);
    document()->setModified(false);
}

void PromQlEditor::check() {
    checkLater_.stop();
    const PromQlText text(toPlainText());
    QString problem;
    std::optional<promql::ParseError> error;
    if (checks_ && !toPlainText().trimmed().isEmpty()) {
        const promql::Parsed parsed = promql::parse(text.bytes());
        if (!parsed.ok()) {
            error = parsed.error();
            problem = machineText(promql::toString(*error, text.bytes()));
        }
    }
    underline(error);
    if (problem == problem_) return;
    problem_ = problem;
    emit problemChanged();
}

// A mistake at the end of the text has no width: its last character carries the mark.
void PromQlEditor::underline(const std::optional<promql::ParseError>& error) {
    if (!error) return setExtraSelections({});
    const PromQlText text(toPlainText());
    const int length = static_cast<int>(toPlainText().size());
    const int to =
        std::max(text.positionOf(error->at.to), std::min(text.positionOf(error->at.from) + 1, length));
    mark(std::min(text.positionOf(error->at.from), std::max(0, to - 1)), to);
}

void PromQlEditor::setChecks(bool checks) {
    if (std::exchange(checks_, checks) != checks) check();
}

void PromQlEditor::underlineMistake(int from, int to) {
    const auto length = static_cast<int>(toPlainText().size());
    to = std::clamp(to, std::min(1, length), length);
    mark(std::clamp(from, 0, std::max(0, to - 1)), to);
}

void PromQlEditor::mark(int from, int to) {
    QTextEdit::ExtraSelection mark;
    mark.cursor = textCursor();
    mark.cursor.setPosition(from);
    mark.cursor.setPosition(to, QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(theme_.color(Role::Danger));
    setExtraSelections({mark});
}

void PromQlEditor::complete() {
    offer(true);
}

// Unasked, only what continues a word, or names what stands in braces: a list at every blank is in the way.
void PromQlEditor::offer(bool isAsked) {
    using Wanted = promql::CompletionContext::Wanted;
    const PromQlText text(toPlainText());
    const auto place = promql::completionAt(text.bytes(), text.byteOf(textCursor().position()));
    const bool isNamed = place.wanted == Wanted::LabelName || place.wanted == Wanted::LabelValue;
    lacksLabels_ = isNamed;
    if (!isAsked && !isNamed && place.prefix.empty()) return popup_->hide();
    if (isNamed) emit labelsWanted(QString::fromStdString(place.metric));
    static const NameIndex none;
    candidates_ = candidatesFor(place, names_ != nullptr ? names_->index() : none);
    replaceFrom_ = text.positionOf(place.replace.from);
    replaceTo_ = text.positionOf(place.replace.to);
    if (candidates_.empty()) return popup_->hide();
    lacksLabels_ = false;
    showCandidates();
}

void PromQlEditor::showCandidates() {
    offered_->setRowCount(0);
    for (const Candidate& candidate : candidates_) {
        auto* help = new QStandardItem(candidate.help);
        auto* kind = new QStandardItem(candidate.kind);
        for (QStandardItem* quiet : {help, kind})
            quiet->setForeground(theme_.color(Role::QuietText));
        offered_->appendRow({new QStandardItem(candidate.text), kind, help});
    }
    popup_->setFont(theme_.font(TextSize::Body));
    popup_->resizeColumnToContents(0);
    popup_->resizeColumnToContents(1);
    popup_->setColumnWidth(0, std::min(popup_->columnWidth(0), popupWidth / 2));
    popup_->setCurrentIndex(offered_->index(0, 0));
    const int rows = std::min(mostRowsOffered, offered_->rowCount());
    popup_->resize(popupWidth, rows * popup_->sizeHintForRow(0) + 4);
    QTextCursor start = textCursor();
    start.setPosition(replaceFrom_);
    popup_->move(viewport()->mapToGlobal(cursorRect(start).bottomLeft() + QPoint(0, 4)));
    popup_->show();
}

void PromQlEditor::choose() {
    const int row = popup_->currentIndex().row();
    if (row < 0 || row >= static_cast<int>(candidates_.size())) return;
    Candidate candidate = candidates_[static_cast<std::size_t>(row)];
    popup_->hide();
    // The name of a call that is written already is exchanged; its parentheses stay.
    if (candidate.text.endsWith(u"()") && toPlainText().mid(replaceTo_).trimmed().startsWith(u'(')) {
        candidate.text.chop(2);
        candidate.goBack = 0;
    }
    QTextCursor cursor = textCursor();
    cursor.setPosition(replaceFrom_);
    cursor.setPosition(replaceTo_, QTextCursor::KeepAnchor);
    cursor.insertText(candidate.text);
    if (candidate.goBack > 0)
        cursor.movePosition(QTextCursor::Left, QTextCursor::MoveAnchor, candidate.goBack);
    setTextCursor(cursor);
    popup_->hide();
}

bool PromQlEditor::chosenIsWritten() const {
    const int row = popup_->currentIndex().row();
    return row >= 0 && row < static_cast<int>(candidates_.size()) &&
           candidates_[static_cast<std::size_t>(row)].text ==
               toPlainText().mid(replaceFrom_, replaceTo_ - replaceFrom_);
}

bool PromQlEditor::popupTakes(QKeyEvent* event) {
    if (!isCompleting()) return false;
    const int rows = offered_->rowCount();
    const int row = popup_->currentIndex().row();
    switch (event->key()) {
        case Qt::Key_Down:
            popup_->setCurrentIndex(offered_->index((row + 1) % rows, 0));
            return true;
        case Qt::Key_Up:
            popup_->setCurrentIndex(offered_->index((row + rows - 1) % rows, 0));
            return true;
        case Qt::Key_Tab:
            choose();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            // What is written in full is not chosen but run.
            if ((event->modifiers() & Qt::ControlModifier) || chosenIsWritten()) return false;
            choose();
            return true;
        case Qt::Key_Escape:
            popup_->hide();
            return true;
        default:
            return false;
    }
}

void PromQlEditor::keyPressEvent(QKeyEvent* event) {
    if (popupTakes(event)) return;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool withControl = event->modifiers() & Qt::ControlModifier;
    if (isEnter && !(event->modifiers() & Qt::ShiftModifier)) {
        popup_->hide();
        check();
        emit runWanted();
        return;
    }
    if (withControl && event->key() == Qt::Key_Space) return complete();
    if (withControl && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        emit historyWanted(event->key() == Qt::Key_Up ? 1 : -1);
        return;
    }
    const int before = textCursor().position();
    QPlainTextEdit::keyPressEvent(event);
    const bool movedOnly = event->text().isEmpty() && textCursor().position() != before;
    if (!movedOnly) return;
    lacksLabels_ = false;
    popup_->hide();
}

void PromQlEditor::focusOutEvent(QFocusEvent* event) {
    lacksLabels_ = false;
    popup_->hide();
    QPlainTextEdit::focusOutEvent(event);
}

bool PromQlEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == popup_->viewport() && event->type() == QEvent::MouseButtonDblClick) return true;
    return QPlainTextEdit::eventFilter(watched, event);
}

void PromQlEditor::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme_.color(hasFocus() ? Role::Accent : Role::Line), hasFocus() ? 1.5 : 1));
        painter.setBrush(theme_.color(Role::Surface));
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    QPlainTextEdit::paintEvent(event);
}

}  // namespace baro::ui
