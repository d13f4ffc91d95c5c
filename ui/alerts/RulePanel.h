// One rule: its expression over time, what it would have done in the last seven days, and what can be done
// with it.
#pragma once

#include <cstdint>
#include <string>

#include "core/alerts/AlertEngine.h"
#include "ui/PageContext.h"
#include "ui/alerts/AlertRunReader.h"
#include "ui/alerts/RuleBook.h"
#include "ui/widgets/Card.h"

class QPushButton;

namespace baro::ui {

class Label;
class SeriesChart;

// A rule, and where it stands.
struct ShownRule {
    std::string file;
    std::string group;
    alerts::RuleDefinition definition;
    bool isOff = false;
    std::int64_t intervalMilliseconds = 0;  // of its group; 0: the usual one
};

class RulePanel : public Card {
    Q_OBJECT
  public:
    static constexpr std::int64_t lookedAt = 7 * 86'400'000LL;  // milliseconds before the moment

    explicit RulePanel(const PageContext& context, QWidget* parent = nullptr);

    // Asks anew only when it is another rule. moment: milliseconds since 1970 UTC.
    void showRule(const ShownRule& rule, std::int64_t moment);
    void clear();
    QString verdict() const;

  private:
    QWidget* makeTools();
    void showTools();
    void edit();
    void switchOver();
    void askToDelete();
    void showVerdict(const Result<std::vector<alerts::AlertRun>>& runs);

    const PageContext context_;
    AlertRunReader reader_;
    RuleBook book_;
    ShownRule rule_;
    QString shown_;
    Label* expression_ = nullptr;
    Label* verdict_ = nullptr;
    SeriesChart* chart_ = nullptr;
    QPushButton* edits_ = nullptr;
    QPushButton* switches_ = nullptr;
    QPushButton* deletes_ = nullptr;
    Label* place_ = nullptr;
};

}  // namespace baro::ui
