// From a chart to a user's page and back.
#pragma once

#include "core/pages/UserPage.h"
#include "ui/widgets/ChartSpec.h"

class QMenu;

namespace baro::ui {

struct PageContext;

PageChart toPageChart(const ChartSpec& spec, bool isStacked);
ChartSpec toChartSpec(const PageChart& chart, const ExpressionVariables& variables);

// "Add to a page": the pages there are, and a new one.
void addPageChoice(QMenu& menu, const PageContext& context, PageChart chart);

}  // namespace baro::ui
