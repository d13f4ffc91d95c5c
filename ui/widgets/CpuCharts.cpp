#include "ui/widgets/CpuCharts.h"

#include <QCoreApplication>

namespace baro::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CpuCharts)
};

}  // namespace

std::string cpuModeShare(const char* mode) {
    return "avg(" + rateOf(std::string("node_cpu_seconds_total{mode=\"") + mode + "\"}") + ")";
}

ChartSpec cpuModesChart(const QString& title) {
    return {.title = title,
            .unit = Unit::Ratio,
            .lines = {{cpuModeShare("user"), Words::tr("user")},
                      {cpuModeShare("nice"), Words::tr("nice")},
                      {cpuModeShare("system"), Words::tr("system")},
                      {cpuModeShare("irq"), Words::tr("interrupts")},
                      {cpuModeShare("softirq"), Words::tr("soft interrupts")},
                      {cpuModeShare("steal"), Words::tr("taken by the host")},
                      {cpuModeShare("iowait"), Words::tr("idle, waiting for disks")}},
            .maximum = 1};
}

ChartSpec pressureChart(const QString& title) {
    return {
        .title = title,
        .unit = Unit::Ratio,
        .lines =
            {{rateOf("node_pressure_cpu_waiting_seconds_total"), Words::tr("processor"), {}, Subject::Cpu},
             {rateOf("node_pressure_memory_waiting_seconds_total"), Words::tr("memory"), {}, Subject::Memory},
             {rateOf("node_pressure_io_waiting_seconds_total"), Words::tr("disks"), {}, Subject::Disk}},
        .leastMaximum = 0.1};
}

}  // namespace baro::ui
