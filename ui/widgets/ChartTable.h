// The values of a chart as a table: a row for each column of time, as the chart writes moments and values.
#pragma once

#include <vector>

#include "ui/models/KeyedTableModel.h"
#include "ui/widgets/ChartData.h"

namespace baro {
struct FormatStyle;
}

namespace baro::ui {

class ChartFrame;
struct PageContext;

// The time, each series, and, where a part is a server's, whose a row is.
std::vector<TableColumn> chartColumns(const ChartData& data);
// In the order of time; unknown values are "–".
std::vector<TableRow> chartRows(const ChartData& data, Unit unit, const FormatStyle& style);

// In a window of its own, as the chart is now.
void showChartTable(const ChartFrame& chart, const PageContext& context);

}  // namespace baro::ui
