// Where PromQL is written: coloured, completed, and its mistakes underlined. Enter runs it, Shift and Enter
// begins a new line, Ctrl and Space offers what fits, Ctrl with Up and Down goes through the history.
#pragma once

#include <QPlainTextEdit>
#include <QTimer>
#include <optional>
#include <vector>

#include "core/promql/Parser.h"
#include "ui/explore/Candidates.h"
#include "ui/theme/Theme.h"

class QStandardItemModel;
class QTreeView;

namespace baro::ui {

class PromQlEditor : public QPlainTextEdit {
    Q_OBJECT
  public:
    // names: what is offered; null offers the language alone. They must outlive the editor.
    PromQlEditor(const Theme& theme, const SeriesNames* names, QWidget* parent = nullptr);
    ~PromQlEditor() override;

    // The mistake in the text, in a sentence with line and column; empty when there is none, or no text.
    const QString& problem() const { return problem_; }
    // Whether what is written is to be right for this machine; else only servers say what is wrong.
    void setChecks(bool checks);
    // Underlines what a server says is wrong, until the text is another one. Positions of the text.
    void underlineMistake(int from, int to);
    // Opens the list of what can stand at the cursor; closes it when there is nothing.
    void complete();
    bool isCompleting() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

  signals:
    void runWanted();
    void problemChanged();
    void historyWanted(int step);  // 1: older, -1: newer
    // The cursor stands where a label or its value goes; an empty metric: of any.
    void labelsWanted(const QString& metric);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void makePopup();
    void adopt();
    void textChangedByAnyone();
    void check();
    void underline(const std::optional<promql::ParseError>& error);
    void mark(int from, int to);
    void offer(bool isAsked);
    void showCandidates();
    bool chosenIsWritten() const;
    void choose();
    bool popupTakes(QKeyEvent* event);
    int linesShown() const;

    const Theme& theme_;
    const SeriesNames* names_;
    QString problem_;
    bool checks_ = true;
    QTimer checkLater_;  // a mistake is told when the typing rests
    QTreeView* popup_ = nullptr;
    QStandardItemModel* offered_ = nullptr;
    std::vector<Candidate> candidates_;
    bool lacksLabels_ = false;  // nothing could be offered where labels go: they may come
    int replaceFrom_ = 0;       // positions in the text that a choice replaces
    int replaceTo_ = 0;
};

}  // namespace baro::ui
