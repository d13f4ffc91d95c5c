#include "ui/models/MemoryTable.h"

#include <QCoreApplication>

#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct MemoryWords {
    Q_DECLARE_TR_FUNCTIONS(MemoryTable)
};

// The few lines of meminfo that count pages instead of bytes.
bool isCount(std::string_view name) {
    return name.starts_with("HugePages_");
}

}  // namespace

std::vector<TableColumn> memoryColumns() {
    return {{MemoryWords::tr("Line of /proc/meminfo"), {}, false},
            {MemoryWords::tr("Value"), {}, true},
            {MemoryWords::tr("Share of all memory"), {}, true}};
}

std::vector<TableRow> memoryRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.memory || !frame.readings.memory->meminfo.names) return rows;
    const NamedValues& lines = frame.readings.memory->meminfo;
    const auto total = lines.find("MemTotal");
    for (std::size_t i = 0; i < lines.values.size(); ++i) {
        const std::string& name = (*lines.names)[i];
        const double value = lines.values[i];
        const bool ofMemory = !isCount(name) && !name.starts_with("Vmalloc") && !name.starts_with("Commit") &&
                              !name.starts_with("Swap") && !name.starts_with("DirectMap") && total &&
                              *total > 0;
        rows.push_back(
            {QString::fromStdString(name),
             {machineCell(name), numberCell(value, isCount(name) ? Unit::None : Unit::Bytes, style),
              ofMemory ? numberCell(value / *total, Unit::Ratio, style)
                       : unknownCell(MemoryWords::tr("not a part of the memory"))},
             value == 0});
    }
    return rows;
}

}  // namespace baro::ui
