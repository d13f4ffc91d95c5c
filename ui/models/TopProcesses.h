// The few processes that use most of something, for cards that name the culprits.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

enum class TopBy { Cpu, Memory, Disk };

struct ProcessAmount {
    ProcessIdentity identity;
    std::shared_ptr<const ProcessFacts> facts;
    double amount = 0;  // processors' worth, resident bytes, or bytes per second to and from disks
};

// Of all processes of which it is known, ascending by pid.
std::vector<ProcessAmount> processAmounts(const Frame& frame, TopBy by);

// "top process: firefox (1234) 83 % CPU"; empty when nobody is known to use any. ofOneCore: 100 % is one
// processor, else the whole machine.
QString topProcessText(const Frame& frame, TopBy by, bool ofOneCore, const FormatStyle& style);

std::vector<TableColumn> topProcessColumns(TopBy by, bool ofOneCore);
// At most `count` rows, the largest first. Empty while the figure is not known yet.
std::vector<TableRow> topProcessRows(const Frame& frame, TopBy by, bool ofOneCore, std::size_t count,
                                     const FormatStyle& style);

}  // namespace baro::ui
