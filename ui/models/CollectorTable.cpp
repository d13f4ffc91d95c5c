#include "ui/models/CollectorTable.h"

#include <QCoreApplication>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CollectorTable)
};

QString stateOf(const CollectorHealth& health) {
    switch (health.state) {
        case CollectorHealth::State::Pending:
            return Words::tr("not answered yet");
        case CollectorHealth::State::Ok:
            return Words::tr("healthy");
        case CollectorHealth::State::Absent:
            return Words::tr("nothing here");
        case CollectorHealth::State::Failed:
            return Words::tr("failing");
    }
    return {};
}

TableRow collectorRow(const CollectorHealth& health, const FormatStyle& style) {
    const auto readings = static_cast<double>(health.readings);
    const auto mean =
        health.readings > 0 ? std::optional<double>(health.secondsSpent / readings) : std::nullopt;
    const bool isOnce = health.interval == Nanoseconds::zero();
    return {
        machineText(health.name),
        {machineCell(health.name), textCell(stateOf(health)),
         isOnce ? TableCell{Words::tr("once"), 0, {}}
                : numberCell(seconds(health.interval), Unit::Seconds, style),
         numberCell(seconds(health.duration), Unit::Seconds, style), numberCell(mean, Unit::Seconds, style),
         numberCell(static_cast<double>(health.failures), Unit::None, style), machineCell(health.reason)},
        health.state == CollectorHealth::State::Absent};
}

}  // namespace

std::vector<TableColumn> collectorColumns() {
    return {{Words::tr("Collector"), {}, false},
            {Words::tr("State"), {}, false},
            {Words::tr("Reads every"), {}, true},
            {Words::tr("Last reading took"), {}, true},
            {Words::tr("Mean"), Words::tr("Since Barograph started"), true},
            {Words::tr("Failures"), Words::tr("Since Barograph started"), true},
            {Words::tr("Reason"), {}, false}};
}

std::vector<TableRow> collectorRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    rows.reserve(frame.health.size());
    for (const CollectorHealth& health : frame.health)
        rows.push_back(collectorRow(health, style));
    return rows;
}

}  // namespace baro::ui
