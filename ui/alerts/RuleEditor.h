// Makes and changes a rule without PromQL: a series, a comparison, how long, how grave; beside it the series
// with the threshold to be dragged, and what the rule would have done.
#pragma once

#include <QDialog>
#include <cstdint>
#include <optional>
#include <string>

#include "core/metrics/Unit.h"
#include "core/rules/ThresholdRule.h"
#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/DryRun.h"
#include "ui/alerts/RuleBook.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace baro::ui {

class Label;
class NumberField;
class SeriesPicker;
class ThresholdChart;

// What an editor begins with.
struct RuleDraft {
    alerts::ThresholdRule rule;
    std::optional<alerts::RuleOrigin> origin = {};  // nothing: a new rule
    Unit unit = Unit::None;                         // of the series, where its expression does not tell
    bool hasThreshold = false;                      // else the series chooses one
    std::int64_t intervalMilliseconds = 0;          // between two evaluations; 0: as the settings say
};

// A warning about the first series of the list.
RuleDraft newRule();

class RuleEditor : public QDialog {
    Q_OBJECT
  public:
    RuleEditor(const PageContext& context, const RuleDraft& draft, QWidget* parent);
    ~RuleEditor() override;

    // As it stands in the fields.
    alerts::ThresholdRule rule() const;
    QString verdict() const;

    // Shows one that deletes itself when it is closed.
    static RuleEditor* open(const PageContext& context, const RuleDraft& draft, QWidget* parent);

  signals:
    void saved(const QString& sentence);

  private:
    QFormLayout* makeForm();
    QWidget* makePreview();
    void takeDraft(const RuleDraft& draft);
    void takeSeries();
    void takeFields();
    void takeThreshold(double value);
    void suggestNames();
    void showDryRun();
    void check();
    void save();
    Unit unit() const;
    QString conditionText() const;

    TimeCursor pointer_;  // of the chart alone: the window stays where it is
    const PageContext context_;
    const RuleDraft draft_;
    DryRun dryRun_;
    RuleBook book_;
    Unit unit_ = Unit::None;
    std::string asked_;  // the series of the dry run
    bool isSetting_ = false;
    SeriesPicker* series_ = nullptr;
    QComboBox* comparison_ = nullptr;
    NumberField* threshold_ = nullptr;
    NumberField* for_ = nullptr;
    NumberField* keepFiring_ = nullptr;
    QComboBox* severity_ = nullptr;
    QLineEdit* name_ = nullptr;
    QLineEdit* summary_ = nullptr;
    QComboBox* length_ = nullptr;
    ThresholdChart* chart_ = nullptr;
    Label* verdict_ = nullptr;
    Label* problem_ = nullptr;
    QPushButton* saves_ = nullptr;
};

}  // namespace baro::ui
