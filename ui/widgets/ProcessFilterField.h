// The field for the filter language: completes field names, and says under the field what it does not
// understand. GUI thread only.
#pragma once

#include <QWidget>

#include "core/model/ProcessFilter.h"
#include "ui/theme/Theme.h"

class QCompleter;
class QLineEdit;
class QStringListModel;

namespace baro::ui {

class Label;

// What is wrong, in one plain sentence.
QString filterProblemText(const FilterProblem& problem);

class ProcessFilterField : public QWidget {
    Q_OBJECT
  public:
    explicit ProcessFilterField(const Theme& theme, QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const;
    QLineEdit* edit() const { return edit_; }
    // Lies below the table's tools, over the whole width; empty while there is nothing to say.
    Label* message() const { return message_; }

  signals:
    // The text is understood. While it is not, the last filter stays.
    void filterChanged(const baro::ProcessFilter& filter);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void adopt();
    void propose(bool always);
    void complete(const QString& word);
    void showProblem(const FilterProblem& problem);

    QLineEdit* edit_ = nullptr;
    Label* message_ = nullptr;
    QCompleter* completer_ = nullptr;
    QStringListModel* words_ = nullptr;
};

}  // namespace baro::ui
