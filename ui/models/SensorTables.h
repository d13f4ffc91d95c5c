// The tables of the Sensors & power page: sensors with their limits, batteries and energy counters.
#pragma once

#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

Unit unitOf(SensorKind kind);

std::vector<TableColumn> sensorColumns();
std::vector<TableRow> sensorRows(const Frame& frame, const FormatStyle& style);

std::vector<TableColumn> powerColumns();
std::vector<TableRow> powerRows(const Frame& frame, const FormatStyle& style);

}  // namespace baro::ui
