// The tables of the Network page: interfaces, and what the protocols count.
#pragma once

#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

std::vector<TableColumn> interfaceColumns();
std::vector<TableRow> interfaceRows(const Frame& frame, const FormatStyle& style);

// A chosen few of the kernel's several hundred protocol counters: those that explain a slow or failing
// connection.
std::vector<TableColumn> protocolColumns();
std::vector<TableRow> protocolRows(const Frame& frame, const FormatStyle& style);

}  // namespace baro::ui
