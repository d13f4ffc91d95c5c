// Applications of a host whose single processes are not known: of one that a server knows, where a Barograph
// tells of the busiest of them.
#pragma once

#include <cstddef>
#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"
#include "ui/models/TopProcesses.h"

namespace baro::ui {

// Whether they stand in for the process table.
bool showsApplications(const Frame& frame);
// Of all of them together.
std::size_t processesOfApplications(const Frame& frame);

// ofOneCore: 100 % is one processor, else the whole machine.
std::vector<TableColumn> applicationColumns(bool ofOneCore);
// The last row is that of all others together.
std::vector<TableRow> applicationRows(const Frame& frame, bool ofOneCore, const FormatStyle& style);
inline constexpr int applicationCpuColumn = 1;

std::vector<TableColumn> topApplicationColumns(TopBy by, bool ofOneCore);
// At most `count` rows, the largest first, without the others. Empty while the figure is not known yet.
std::vector<TableRow> topApplicationRows(const Frame& frame, TopBy by, bool ofOneCore, std::size_t count,
                                         const FormatStyle& style);

}  // namespace baro::ui
