#include "ui/pages/SensorsPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QStringList>
#include <algorithm>

#include "ui/MachineText.h"
#include "ui/models/MissingPart.h"
#include "ui/models/SensorTables.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SectionCard.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

bool hasSensor(const Frame& frame, SensorKind kind) {
    return frame.readings.sensors &&
           std::ranges::find(frame.readings.sensors->sensors, kind, &Sensor::kind) !=
               frame.readings.sensors->sensors.end();
}

// The energy counters have words of their own, for most users may not read them.
QString powerProblems(const Frame& frame) {
    QStringList problems{missingPart(frame, "power"), machineText(frame.readings.power->energyProblem)};
    problems.removeAll(QString());
    return problems.join(QStringLiteral("; "));
}

class SensorsPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(SensorsPage)

  public:
    SensorsPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new PageColumn(context.theme, this);
        QHBoxLayout* charts = column->addRow();
        charts->addWidget(temperatures_ = new SeriesChart(context, temperatureSpec(), this));
        charts->addWidget(fans_ = new SeriesChart(context, fanSpec(), this));
        QHBoxLayout* power = column->addRow();
        power->addWidget(watts_ = new SeriesChart(context, wattSpec(), this));
        power->addWidget(charge_ = new SeriesChart(context, chargeSpec(), this));
        for (SeriesChart* chart : {temperatures_, fans_, watts_, charge_})
            chart->hide();

        power_ = new SubjectTable(context.theme, tr("Power"), powerColumns(), this);
        power_->keep(context, QStringLiteral("sensors.power"));
        powerCard_ = new SectionCard(context.theme, tr("Power"), power_, this);
        column->column()->addWidget(powerCard_);
        sensors_ = new SubjectTable(context.theme, tr("Sensors"), sensorColumns(), this);
        sensors_->keep(context, QStringLiteral("sensors.sensors"));
        sensorCard_ = new SectionCard(context.theme, tr("Sensors"), sensors_, this);
        column->column()->addWidget(sensorCard_);
        column->column()->addStretch();
    }

    void showFrame(const Frame& frame) override {
        const FormatStyle& style = context().format.style();
        const Section<Power>& power = frame.readings.power;
        temperatures_->setVisible(hasSensor(frame, SensorKind::Temperature));
        fans_->setVisible(hasSensor(frame, SensorKind::Fan));
        watts_->setVisible(power && !power->energy.empty());
        charge_->setVisible(power && !power->batteries.empty());
        if (sensorCard_->showsReading(frame.readings.sensors)) sensors_->setRows(sensorRows(frame, style));
        powerCard_->setNote(power ? powerProblems(frame) : QString());
        if (powerCard_->showsReading(power)) power_->setRows(powerRows(frame, style));
    }

  private:
    static ChartSpec temperatureSpec() {
        return {.title = tr("Temperatures"),
                .unit = Unit::Celsius,
                .lines = {{"barograph_sensor_temperature_celsius", "{chip} {label}"}},
                .leastMaximum = 60,
                .height = 30 * gridStep};
    }
    static ChartSpec fanSpec() {
        return {.title = tr("Fans"),
                .unit = Unit::RevolutionsPerMinute,
                .lines = {{"barograph_sensor_fan_rpm", "{chip} {label}"}},
                .leastMaximum = 1000,
                .height = 30 * gridStep};
    }
    static ChartSpec wattSpec() {
        return {.title = tr("Power drawn by the processor"),
                .unit = Unit::Watts,
                .lines = {{"barograph_energy_watts", "{zone}"}},
                .leastMaximum = 10};
    }
    static ChartSpec chargeSpec() {
        return {.title = tr("Battery charge"),
                .unit = Unit::Ratio,
                .lines = {{"barograph_battery_charge_ratio", "{power_supply}"}},
                .maximum = 1};
    }

    SeriesChart* temperatures_ = nullptr;
    SeriesChart* fans_ = nullptr;
    SeriesChart* watts_ = nullptr;
    SeriesChart* charge_ = nullptr;
    SectionCard* powerCard_ = nullptr;
    SubjectTable* power_ = nullptr;
    SectionCard* sensorCard_ = nullptr;
    SubjectTable* sensors_ = nullptr;
};

QString sensorsFigure(const Frame& frame, const Formatting& format) {
    if (!frame.readings.sensors) return {};
    std::optional<double> hottest;
    for (const Sensor& sensor : frame.readings.sensors->sensors)
        if (sensor.kind == SensorKind::Temperature && sensor.value)
            hottest = hottest ? std::max(*hottest, *sensor.value) : sensor.value;
    return hottest ? format.text(*hottest, Unit::Celsius) : QString();
}

std::optional<std::string> sensorsSparkline(const Frame& frame) {
    if (!hasSensor(frame, SensorKind::Temperature)) return std::nullopt;
    return "max(barograph_sensor_temperature_celsius)";
}

QString sensorsEmptyReason(const Frame& frame) {
    const auto& sensors = frame.readings.sensors;
    const auto& power = frame.readings.power;
    const bool noSensors = sensors ? sensors->sensors.empty() : sensors.reason().kind == ErrorKind::Absent;
    const bool noPower = !power && power.reason().kind == ErrorKind::Absent;
    if (!noSensors || !noPower) return {};
    // Of a moment that is unknown nothing is said of the machine.
    if (!sensors && sensors.reason().message == power.reason().message)
        return machineText(sensors.reason().message);
    return SensorsPage::tr("This machine reports no sensor, battery or energy counter.");
}

}  // namespace

PageEntry sensorsPage() {
    return {.id = QStringLiteral("sensors"),
            .title = SensorsPage::tr("Sensors"),
            .icon = QStringLiteral("sensors"),
            .subject = Subject::Sensors,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new SensorsPage(context, parent);
            },
            .figure = sensorsFigure,
            .sparkline = sensorsSparkline,
            .sparklineMaximum = 100,
            .emptyReason = sensorsEmptyReason};
}

}  // namespace baro::ui
