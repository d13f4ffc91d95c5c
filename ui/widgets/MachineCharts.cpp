#include "ui/widgets/MachineCharts.h"

#include <QCoreApplication>

namespace baro::ui {
namespace {

struct MachineWords {
    Q_DECLARE_TR_FUNCTIONS(MachineCharts)
};

std::string sumOf(const char* selector) {
    return "sum(" + rateOf(selector) + ")";
}

std::string memoryPart(const char* name) {
    return std::string("barograph_memory_bytes{part=\"") + name + "\"}";
}

}  // namespace

ChartSpec memoryUseChart() {
    return {.title = MachineWords::tr("Memory by use"),
            .unit = Unit::Bytes,
            .lines = {{memoryPart("used"), MachineWords::tr("used")},
                      {memoryPart("cached"), MachineWords::tr("cache")},
                      {memoryPart("buffers"), MachineWords::tr("buffers")},
                      {memoryPart("free"), MachineWords::tr("free")}}};
}

ChartSpec diskTrafficChart() {
    return {.title = MachineWords::tr("Disks: read (up), written (down)"),
            .unit = Unit::BytesPerSecond,
            .lines = {{sumOf("node_disk_read_bytes_total"), MachineWords::tr("read"), "disk", Subject::Disk},
                      {sumOf("node_disk_written_bytes_total"), MachineWords::tr("written"), "disk",
                       Subject::Disk, true}},
            .leastMaximum = 100 * 1024};
}

ChartSpec networkTrafficChart() {
    return {.title = MachineWords::tr("Network: received (up), sent (down)"),
            .unit = Unit::NetworkBytesPerSecond,
            .lines = {{sumOf(R"(node_network_receive_bytes_total{device!="lo"})"),
                       MachineWords::tr("received"), "network", Subject::Network},
                      {sumOf(R"(node_network_transmit_bytes_total{device!="lo"})"), MachineWords::tr("sent"),
                       "network", Subject::Network, true}},
            .leastMaximum = 10 * 1024};
}

}  // namespace baro::ui
