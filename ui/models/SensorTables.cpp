#include "ui/models/SensorTables.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SensorTables)
};

QString nameOf(SensorKind kind) {
    switch (kind) {
        case SensorKind::Temperature:
            return Words::tr("Temperature");
        case SensorKind::Fan:
            return Words::tr("Fan");
        case SensorKind::Voltage:
            return Words::tr("Voltage");
        case SensorKind::Current:
            return Words::tr("Current");
        case SensorKind::Power:
            return Words::tr("Power");
        case SensorKind::Energy:
            return Words::tr("Energy");
        case SensorKind::Humidity:
            return Words::tr("Humidity");
    }
    return {};
}

QString verdictOn(const Sensor& sensor) {
    if (!sensor.value) return machineText(sensor.problem);
    if (sensor.alarm.value_or(false)) return Words::tr("alarm");
    if (sensor.critical && *sensor.value >= *sensor.critical) return Words::tr("critical");
    if (sensor.high && *sensor.high > 0 && *sensor.value >= *sensor.high) return Words::tr("high");
    if (sensor.low && *sensor.value < *sensor.low) return Words::tr("low");
    return Words::tr("in range");
}

TableRow sensorRow(const Sensor& sensor, const FormatStyle& style) {
    const Unit unit = unitOf(sensor.kind);
    const QString noLimit = Words::tr("the chip states no limit");
    return {machineText(sensor.identity),
            {machineCell(sensor.chip), machineCell(sensor.label), textCell(nameOf(sensor.kind)),
             numberCell(sensor.value, unit, style, machineText(sensor.problem)),
             numberCell(sensor.low, unit, style, noLimit), numberCell(sensor.high, unit, style, noLimit),
             numberCell(sensor.critical, unit, style, noLimit), textCell(verdictOn(sensor)),
             machineCell(sensor.identity)},
            !sensor.value};
}

TableRow batteryRow(const Battery& battery, const FormatStyle& style) {
    QStringList details;
    if (battery.healthRatio)
        details << Words::tr("holds %1 of its design charge")
                       .arg(QString::fromStdString(formatValue(*battery.healthRatio, Unit::Ratio, style)));
    if (battery.cycles)
        details << Words::tr("%n charge cycle(s)", nullptr, static_cast<int>(*battery.cycles));
    if (battery.ofPeripheral) details << Words::tr("of a peripheral device");
    const QString name = battery.model.empty()
                             ? machineText(battery.name)
                             : machineText(battery.name) + " (" + machineText(battery.model) + ")";
    return {
        "battery " + machineText(battery.name),
        {textCell(name), machineCell(battery.status), numberCell(battery.chargeRatio, Unit::Ratio, style),
         numberCell(battery.powerWatts, Unit::Watts, style), textCell(details.join(QStringLiteral(", ")))},
        false};
}

TableRow energyRow(const EnergyCounter& counter, const Frame& frame, const FormatStyle& style) {
    std::optional<double> watts;
    if (frame.rates.energy) {
        const auto rate = std::ranges::find(*frame.rates.energy, counter.identity, &EnergyRate::identity);
        if (rate != frame.rates.energy->end()) watts = rate->watts;
    }
    return {"energy " + machineText(counter.identity),
            {machineCell(counter.name), textCell(Words::tr("measured by the processor")), unknownCell({}),
             numberCell(watts, Unit::Watts, style, Words::tr("known after two readings")),
             machineCell(counter.identity)},
            false};
}

}  // namespace

Unit unitOf(SensorKind kind) {
    switch (kind) {
        case SensorKind::Temperature:
            return Unit::Celsius;
        case SensorKind::Fan:
            return Unit::RevolutionsPerMinute;
        case SensorKind::Voltage:
            return Unit::Volts;
        case SensorKind::Current:
            return Unit::Amperes;
        case SensorKind::Power:
            return Unit::Watts;
        case SensorKind::Energy:
            return Unit::Joules;
        case SensorKind::Humidity:
            return Unit::Ratio;
    }
    return Unit::None;
}

std::vector<TableColumn> sensorColumns() {
    return {{Words::tr("Chip"), {}, false},
            {Words::tr("Sensor"), {}, false},
            {Words::tr("Measures"), {}, false},
            {Words::tr("Now"), {}, true},
            {Words::tr("Low"), {}, true},
            {Words::tr("High"), {}, true},
            {Words::tr("Critical"), {}, true},
            {Words::tr("State"), {}, false},
            {Words::tr("Identity"), Words::tr("Stays the same across reboots"), false}};
}

std::vector<TableRow> sensorRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.sensors) return rows;
    for (const Sensor& sensor : frame.readings.sensors->sensors)
        rows.push_back(sensorRow(sensor, style));
    return rows;
}

std::vector<TableColumn> powerColumns() {
    return {{Words::tr("Source"), {}, false},
            {Words::tr("State"), {}, false},
            {Words::tr("Charge"), {}, true},
            {Words::tr("Power"), {}, true},
            {Words::tr("Details"), {}, false}};
}

std::vector<TableRow> powerRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.power) return rows;
    const Power& power = *frame.readings.power;
    for (const Battery& battery : power.batteries)
        rows.push_back(batteryRow(battery, style));
    for (const Mains& mains : power.mains)
        rows.push_back({"mains " + machineText(mains.name),
                        {machineCell(mains.name),
                         textCell(mains.online ? Words::tr("connected") : Words::tr("not connected")),
                         unknownCell({}), unknownCell({}), textCell({})},
                        !mains.online});
    for (const EnergyCounter& counter : power.energy)
        rows.push_back(energyRow(counter, frame, style));
    return rows;
}

}  // namespace baro::ui
