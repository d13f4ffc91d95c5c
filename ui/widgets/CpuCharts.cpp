#include "ui/widgets/CpuCharts.h"

#include <QCoreApplication>

namespace baro::ui {
namespace {

struct CpuWords {
    Q_DECLARE_TR_FUNCTIONS(CpuCharts)
};

}  // namespace

std::string cpuModeShare(const char* mode) {
    return "avg(" + rateOf(std::string("node_cpu_seconds_total{mode=\"") + mode + "\"}") + ")";
}

ChartSpec cpuModesChart(const QString& title) {
    return {.title = title,
            .unit = Unit::Ratio,
            .lines = {{cpuModeShare("user"), CpuWords::tr("user")},
                      {cpuModeShare("nice"), CpuWords::tr("nice")},
                      {cpuModeShare("system"), CpuWords::tr("system")},
                      {cpuModeShare("irq"), CpuWords::tr("interrupts")},
                      {cpuModeShare("softirq"), CpuWords::tr("soft interrupts")},
                      {cpuModeShare("steal"), CpuWords::tr("taken by the host")},
                      {cpuModeShare("iowait"), CpuWords::tr("idle, waiting for disks")}},
            .maximum = 1};
}

ChartSpec pressureChart(const QString& title) {
    return {
        .title = title,
        .unit = Unit::Ratio,
        .lines =
            {{rateOf("node_pressure_cpu_waiting_seconds_total"), CpuWords::tr("processor"), {}, Subject::Cpu},
             {rateOf("node_pressure_memory_waiting_seconds_total"),
              CpuWords::tr("memory"),
              {},
              Subject::Memory},
             {rateOf("node_pressure_io_waiting_seconds_total"), CpuWords::tr("disks"), {}, Subject::Disk}},
        .leastMaximum = 0.1};
}

}  // namespace baro::ui
