// What each collector costs and whether it works, for the cost panel.
#pragma once

#include <QString>
#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

// In words for people.
QString stateText(CollectorHealth::State state);

std::vector<TableColumn> collectorColumns();
std::vector<TableRow> collectorRows(const Frame& frame, const FormatStyle& style);

}  // namespace baro::ui
