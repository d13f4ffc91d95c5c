// The field for the filter language over processes. GUI thread only.
#pragma once

#include "core/model/ProcessFilter.h"
#include "ui/widgets/FilterField.h"

namespace baro::ui {

// What is wrong, in one plain sentence.
QString filterProblemText(const FilterProblem& problem);

class ProcessFilterField : public FilterField {
    Q_OBJECT
  public:
    explicit ProcessFilterField(const Theme& theme, QWidget* parent = nullptr);

  signals:
    // The text is understood. While it is not, the last filter stays.
    void filterChanged(const baro::ProcessFilter& filter);

  protected:
    std::optional<FilterProblem> take(std::string_view text) override;
    FilterCompletion completion(std::string_view text, std::size_t cursor) const override;
    QString problemText(const FilterProblem& problem) const override { return filterProblemText(problem); }
};

}  // namespace baro::ui
