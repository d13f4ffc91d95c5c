// One rule: its expression over time, and what it would have done in the last seven days.
#pragma once

#include "core/alerts/AlertEngine.h"
#include "ui/PageContext.h"
#include "ui/alerts/AlertRunReader.h"
#include "ui/widgets/Card.h"

namespace baro::ui {

class Label;
class SeriesChart;

class RulePanel : public Card {
    Q_OBJECT
  public:
    static constexpr std::int64_t lookedAt = 7 * 86'400'000LL;  // milliseconds before the moment

    explicit RulePanel(const PageContext& context, QWidget* parent = nullptr);

    // Asks anew only when it is another rule. moment: milliseconds since 1970 UTC.
    void showRule(const alerts::GroupStanding& group, const alerts::RuleStanding& rule, std::int64_t moment);
    void clear();
    QString verdict() const;

  private:
    void showVerdict(const Result<std::vector<alerts::AlertRun>>& runs);

    const PageContext context_;
    AlertRunReader reader_;
    QString shown_;
    Label* expression_ = nullptr;
    Label* verdict_ = nullptr;
    SeriesChart* chart_ = nullptr;
};

}  // namespace baro::ui
