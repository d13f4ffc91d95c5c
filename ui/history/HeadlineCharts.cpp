#include "ui/history/HeadlineCharts.h"

#include <QCoreApplication>

#include "ui/widgets/CpuCharts.h"

namespace baro::ui {
namespace {

struct HeadlineWords {
    Q_DECLARE_TR_FUNCTIONS(HeadlineCharts)
};

std::string totalRate(const char* selector) {
    return "sum(" + rateOf(selector) + ")";
}

}  // namespace

// What is a gauge is asked by its bare name, so that the record can answer from its coarser tiers.
std::vector<ChartSpec> headlineCharts() {
    const ChartSpec processor{
        .title = HeadlineWords::tr("CPU"),
        .unit = Unit::Ratio,
        .lines = {{"barograph_cpu_busy_ratio", HeadlineWords::tr("busy"), {}, Subject::Cpu}},
        .maximum = 1};
    const ChartSpec memory{
        .title = HeadlineWords::tr("Memory"),
        .unit = Unit::Ratio,
        .lines = {{"barograph_memory_used_ratio", HeadlineWords::tr("used"), {}, Subject::Memory}},
        .maximum = 1};
    const ChartSpec disks{
        .title = HeadlineWords::tr("Disks: read (up), written (down)"),
        .unit = Unit::BytesPerSecond,
        .lines = {{totalRate("node_disk_read_bytes_total"), HeadlineWords::tr("read"), "disk", Subject::Disk},
                  {totalRate("node_disk_written_bytes_total"), HeadlineWords::tr("written"), "disk",
                   Subject::Disk, true}},
        .leastMaximum = 100 * 1024};
    const ChartSpec network{.title = HeadlineWords::tr("Network: received (up), sent (down)"),
                            .unit = Unit::NetworkBytesPerSecond,
                            .lines = {{totalRate(R"(node_network_receive_bytes_total{device!="lo"})"),
                                       HeadlineWords::tr("received"), "network", Subject::Network},
                                      {totalRate(R"(node_network_transmit_bytes_total{device!="lo"})"),
                                       HeadlineWords::tr("sent"), "network", Subject::Network, true}},
                            .leastMaximum = 10 * 1024};
    const ChartSpec temperature{.title = HeadlineWords::tr("Hottest sensor"),
                                .unit = Unit::Celsius,
                                .lines = {{"max(barograph_sensor_temperature_celsius)",
                                           HeadlineWords::tr("temperature"),
                                           {},
                                           Subject::Sensors}},
                                .leastMaximum = 50};
    return {processor, memory,      disks,
            network,   temperature, pressureChart(HeadlineWords::tr("Pressure: time spent waiting"))};
}

}  // namespace baro::ui
