// What can be chosen on the History page: the range, how fine, and what it is compared with.
#pragma once

#include <QWidget>

#include "ui/history/HistoryChoice.h"
#include "ui/theme/Theme.h"

class QButtonGroup;
class QComboBox;
class QDateTimeEdit;
class QHBoxLayout;
class QToolButton;

namespace baro::ui {

class Label;

class HistoryTools : public QWidget {
    Q_OBJECT
  public:
    explicit HistoryTools(const Theme& theme, QWidget* parent = nullptr);

    const HistoryChoice& choice() const { return choice_; }
    void setChoice(const HistoryChoice& choice, std::int64_t now);
    // What the fields begin with when a range is about to be typed.
    void setNow(std::int64_t now) { now_ = now; }

  signals:
    void changed();
    void seriesWanted();  // one more chart

  private:
    struct RangeFields {
        QWidget* box = nullptr;
        QDateTimeEdit* from = nullptr;
        QDateTimeEdit* to = nullptr;
    };
    QHBoxLayout* makeRanges();
    QHBoxLayout* makeComparison();
    void addRange(QHBoxLayout& row, const QString& text, const QString& name, std::int64_t length);
    RangeFields makeFields(const QString& from, const QString& to, void (HistoryTools::*taken)());
    static void fill(const RangeFields& fields, TimeRange range);
    static std::optional<TimeRange> rangeIn(const RangeFields& fields);
    void chooseLength(std::int64_t length);
    void chooseTyped();
    void takeFirst();
    void takeOther();
    void takeComparison();
    void showChoice();
    void change();

    const Theme& theme_;
    HistoryChoice choice_;
    std::int64_t now_ = 0;
    QButtonGroup* ranges_ = nullptr;
    QToolButton* typed_ = nullptr;
    QComboBox* resolution_ = nullptr;
    QComboBox* with_ = nullptr;
    QComboBox* manner_ = nullptr;
    RangeFields first_;
    RangeFields other_;
    Label* problem_ = nullptr;
};

}  // namespace baro::ui
