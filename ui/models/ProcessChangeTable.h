// What processes used in one range, and how that differs from another.
#pragma once

#include <vector>

#include "core/history/ProcessDifference.h"
#include "core/metrics/Format.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

std::vector<TableColumn> processChangeColumns(history::ProcessGrouping grouping);
// In the order of the changes.
std::vector<TableRow> processChangeRows(const std::vector<history::ProcessChange>& changes,
                                        const FormatStyle& style);

}  // namespace baro::ui
