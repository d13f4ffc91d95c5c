#include "ui/models/SensorTables.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct SensorWords {
    Q_DECLARE_TR_FUNCTIONS(SensorTables)
};

QString nameOf(SensorKind kind) {
    switch (kind) {
        case SensorKind::Temperature:
            return SensorWords::tr("Temperature");
        case SensorKind::Fan:
            return SensorWords::tr("Fan");
        case SensorKind::Voltage:
            return SensorWords::tr("Voltage");
        case SensorKind::Current:
            return SensorWords::tr("Current");
        case SensorKind::Power:
            return SensorWords::tr("Power");
        case SensorKind::Energy:
            return SensorWords::tr("Energy");
        case SensorKind::Humidity:
            return SensorWords::tr("Humidity");
    }
    return {};
}

// Few chips have these.
QString furtherLimits(const Sensor& sensor, const FormatStyle& style) {
    const auto text = [&](const std::optional<double>& limit) {
        return QString::fromStdString(formatValue(*limit, unitOf(sensor.kind), style));
    };
    QStringList limits;
    if (sensor.lowCritical) limits << SensorWords::tr("critically low %1").arg(text(sensor.lowCritical));
    if (sensor.emergency) limits << SensorWords::tr("emergency %1").arg(text(sensor.emergency));
    if (sensor.cap) limits << SensorWords::tr("capped at %1").arg(text(sensor.cap));
    return limits.join(QStringLiteral(", "));
}

QString verdictOn(const Sensor& sensor) {
    if (!sensor.value) return machineText(sensor.problem);
    if (sensor.alarm.value_or(false)) return SensorWords::tr("alarm");
    if (sensor.emergency && *sensor.value >= *sensor.emergency) return SensorWords::tr("emergency");
    if (sensor.critical && *sensor.value >= *sensor.critical) return SensorWords::tr("critical");
    if (sensor.lowCritical && *sensor.value < *sensor.lowCritical) return SensorWords::tr("critically low");
    if (sensor.high && *sensor.high > 0 && *sensor.value >= *sensor.high) return SensorWords::tr("high");
    if (sensor.low && *sensor.value < *sensor.low) return SensorWords::tr("low");
    return SensorWords::tr("in range");
}

TableRow sensorRow(const Sensor& sensor, const FormatStyle& style) {
    const Unit unit = unitOf(sensor.kind);
    const QString noLimit = SensorWords::tr("the chip states no limit");
    const QString further = furtherLimits(sensor, style);
    return {machineText(sensor.identity),
            {machineCell(sensor.chip), machineCell(sensor.label), textCell(nameOf(sensor.kind)),
             numberCell(sensor.value, unit, style, machineText(sensor.problem)),
             numberCell(sensor.low, unit, style, noLimit), numberCell(sensor.high, unit, style, noLimit),
             numberCell(sensor.critical, unit, style, noLimit),
             further.isEmpty() ? unknownCell(noLimit) : textCell(further, further),
             textCell(verdictOn(sensor)), machineCell(sensor.identity)},
            !sensor.value};
}

TableRow batteryRow(const Battery& battery, const FormatStyle& style) {
    QStringList details;
    if (battery.healthRatio)
        details << SensorWords::tr("holds %1 of its design charge")
                       .arg(QString::fromStdString(formatValue(*battery.healthRatio, Unit::Ratio, style)));
    if (battery.cycles)
        details << SensorWords::tr("%n charge cycle(s)", nullptr, static_cast<int>(*battery.cycles));
    if (battery.ofPeripheral) details << SensorWords::tr("of a peripheral device");
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
    return {
        "energy " + machineText(counter.identity),
        {machineCell(counter.name), textCell(SensorWords::tr("measured by the processor")), unknownCell({}),
         numberCell(watts, Unit::Watts, style, SensorWords::tr("known after two readings")),
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
    return {{SensorWords::tr("Chip"), {}, false},
            {SensorWords::tr("Sensor"), {}, false},
            {SensorWords::tr("Measures"), {}, false},
            {SensorWords::tr("Now"), {}, true},
            {SensorWords::tr("Low"), {}, true},
            {SensorWords::tr("High"), {}, true},
            {SensorWords::tr("Critical"), {}, true},
            {SensorWords::tr("Other limits"),
             SensorWords::tr(
                 "Where it is critically low, where the hardware protects itself, or what power it is "
                 "kept below"),
             false},
            {SensorWords::tr("State"), {}, false},
            {SensorWords::tr("Identity"), SensorWords::tr("Stays the same across reboots"), false}};
}

std::vector<TableRow> sensorRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.sensors) return rows;
    for (const Sensor& sensor : frame.readings.sensors->sensors)
        rows.push_back(sensorRow(sensor, style));
    return rows;
}

std::vector<TableColumn> powerColumns() {
    return {{SensorWords::tr("Source"), {}, false},
            {SensorWords::tr("State"), {}, false},
            {SensorWords::tr("Charge"), {}, true},
            {SensorWords::tr("Power"), {}, true},
            {SensorWords::tr("Details"), {}, false}};
}

std::vector<TableRow> powerRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.power) return rows;
    const Power& power = *frame.readings.power;
    for (const Battery& battery : power.batteries)
        rows.push_back(batteryRow(battery, style));
    for (const Mains& mains : power.mains)
        rows.push_back(
            {"mains " + machineText(mains.name),
             {machineCell(mains.name),
              textCell(mains.online ? SensorWords::tr("connected") : SensorWords::tr("not connected")),
              unknownCell({}), unknownCell({}), textCell({})},
             !mains.online});
    for (const EnergyCounter& counter : power.energy)
        rows.push_back(energyRow(counter, frame, style));
    return rows;
}

}  // namespace baro::ui
