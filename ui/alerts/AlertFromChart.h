// The entry of a chart's menu that makes an alert of what it shows.
#pragma once

#include <optional>

#include "ui/alerts/RuleEditor.h"

class QMenu;

namespace baro::ui {

class ChartFrame;

// A line of the chart as a rule: its expression, at the value that it has now. Nothing where a rule would not
// take it.
std::optional<RuleDraft> draftOf(const ChartFrame& chart, std::size_t line, const PageContext& context);

// Several lines have an entry each. The chart must outlive the menu.
void addAlertChoice(QMenu& menu, ChartFrame& chart, const PageContext& context);

}  // namespace baro::ui
