// A field for a text in the filter language: completes names, and says under the field what is not understood
// and where. Up goes back through the filters that were used, Down forth. What is filtered is known by who
// derives from it. GUI thread only.
#pragma once

#include <QStringList>
#include <QWidget>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "core/model/FilterParser.h"
#include "ui/theme/Theme.h"

class QCompleter;
class QKeyEvent;
class QLineEdit;
class QStringListModel;

namespace baro::ui {

class Label;

// The sentence about a problem in the text, with its place.
QString placedProblem(const QString& text, const FilterProblem& problem, const QString& sentence);

class FilterField : public QWidget {
    Q_OBJECT
  public:
    explicit FilterField(const Theme& theme, QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const;
    QLineEdit* edit() const { return edit_; }
    // How many filters it remembers until it goes; 0: none.
    void setMostRemembered(std::function<std::int64_t()> filters) { mostRemembered_ = std::move(filters); }
    // Lies below the field, as wide as there is room; empty while there is nothing to say.
    Label* message() const { return message_; }

  protected:
    // Takes the filter, or says why there is none.
    virtual std::optional<FilterProblem> take(std::string_view text) = 0;
    virtual FilterCompletion completion(std::string_view text, std::size_t cursor) const = 0;
    virtual QString problemText(const FilterProblem& problem) const = 0;
    // Esc. false: it means something else here.
    virtual bool takeEscape();

    void adopt();  // the text, also when it means something else now
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void propose(bool always);
    void complete(const QString& word);
    void showProblem(const FilterProblem& problem);
    void remember(const QString& filter);
    bool recall(int steps);
    bool takeKey(const QKeyEvent& key);

    QLineEdit* edit_ = nullptr;
    Label* message_ = nullptr;
    QCompleter* completer_ = nullptr;
    QStringListModel* words_ = nullptr;
    QStringList remembered_;   // the newest first
    qsizetype recalled_ = -1;  // which of them is in the field; -1: none
    std::function<std::int64_t()> mostRemembered_ = [] { return 0; };
    QString shown_;  // the text that take() had last
    QString used_;   // the last one that it took
};

}  // namespace baro::ui
