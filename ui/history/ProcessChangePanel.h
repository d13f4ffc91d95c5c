// The difference of two ranges by process: who is new, who is gone, who grew. Hidden until there is a second
// range.
#pragma once

#include <memory>
#include <optional>

#include "ui/PageContext.h"
#include "ui/history/ProcessChangeReader.h"
#include "ui/widgets/Card.h"

class QComboBox;

namespace baro::ui {

class StateMessage;
class SubjectTable;

class ProcessChangePanel : public Card {
    Q_OBJECT
  public:
    explicit ProcessChangePanel(const PageContext& context, QWidget* parent = nullptr);
    ~ProcessChangePanel() override;

    // Nothing: there is nothing to compare with.
    void compare(TimeRange first, const std::optional<TimeRange>& second);
    bool isReading() const { return isReading_; }
    const SubjectTable* table() const { return table_; }

  private:
    void ask();
    void showReading(double share);
    void take(const Result<ProcessChanges>& changes);
    void showTable(bool isThere);
    void makeTable();
    history::ProcessGrouping grouping() const;

    const PageContext context_;
    QComboBox* grouping_ = nullptr;
    StateMessage* message_ = nullptr;
    SubjectTable* table_ = nullptr;
    std::optional<ProcessChangeQuestion> asked_;
    history::ProcessGrouping shownGrouping_ = history::ProcessGrouping::Name;
    bool isReading_ = false;
    std::unique_ptr<ProcessChangeReader> reader_;  // null: nothing is recorded
};

}  // namespace baro::ui
