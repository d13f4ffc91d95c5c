// The few processes that use most of something, for cards that name the culprits.
#pragma once

#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

enum class TopBy { Cpu, Memory };

std::vector<TableColumn> topProcessColumns(TopBy by, bool ofOneCore);
// At most `count` rows, the largest first. Empty while the figure is not known yet.
std::vector<TableRow> topProcessRows(const Frame& frame, TopBy by, bool ofOneCore, std::size_t count,
                                     const FormatStyle& style);

}  // namespace baro::ui
