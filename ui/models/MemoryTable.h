// Every line of meminfo, for the Memory page.
#pragma once

#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

std::vector<TableColumn> memoryColumns();
std::vector<TableRow> memoryRows(const Frame& frame, const FormatStyle& style);

}  // namespace baro::ui
