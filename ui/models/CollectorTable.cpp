#include "ui/models/CollectorTable.h"

#include <QCoreApplication>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct CollectorWords {
    Q_DECLARE_TR_FUNCTIONS(CollectorTable)
};

TableRow collectorRow(const CollectorHealth& health, const FormatStyle& style) {
    const auto readings = static_cast<double>(health.readings);
    const auto mean =
        health.readings > 0 ? std::optional<double>(health.secondsSpent / readings) : std::nullopt;
    const bool isOnce = health.interval == Nanoseconds::zero();
    return {
        machineText(health.name),
        {machineCell(health.name), textCell(stateText(health.state)),
         isOnce ? TableCell{CollectorWords::tr("once"), 0, {}}
                : numberCell(seconds(health.interval), Unit::Seconds, style),
         numberCell(seconds(health.duration), Unit::Seconds, style), numberCell(mean, Unit::Seconds, style),
         numberCell(static_cast<double>(health.failures), Unit::None, style), machineCell(health.reason)},
        health.state == CollectorHealth::State::Absent};
}

}  // namespace

QString stateText(CollectorHealth::State state) {
    switch (state) {
        case CollectorHealth::State::Pending:
            return CollectorWords::tr("not answered yet");
        case CollectorHealth::State::Ok:
            return CollectorWords::tr("healthy");
        case CollectorHealth::State::Absent:
            return CollectorWords::tr("nothing here");
        case CollectorHealth::State::Failed:
            return CollectorWords::tr("failing");
    }
    return {};
}

std::vector<TableColumn> collectorColumns() {
    return {{CollectorWords::tr("Collector"), {}, false},
            {CollectorWords::tr("State"), {}, false},
            {CollectorWords::tr("Reads every"), {}, true},
            {CollectorWords::tr("Last reading took"), {}, true},
            {CollectorWords::tr("Mean"), CollectorWords::tr("Since Barograph started"), true},
            {CollectorWords::tr("Failures"), CollectorWords::tr("Since Barograph started"), true},
            {CollectorWords::tr("Reason"), {}, false}};
}

std::vector<TableRow> collectorRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    rows.reserve(frame.health.size());
    for (const CollectorHealth& health : frame.health)
        rows.push_back(collectorRow(health, style));
    return rows;
}

}  // namespace baro::ui
