#include <algorithm>

#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

bool startsWith(std::string_view text, std::initializer_list<std::string_view> starts) {
    return std::ranges::any_of(starts, [text](std::string_view start) { return text.starts_with(start); });
}

// node_exporter's default (collector/diskstats_common.go): no memory, loop and floppy devices, and no
// partitions of sd, hd, vd, xvd and nvme disks. Other partitions (mmcblk0p1) it does report.
bool isReported(const Disk& disk) {
    if (startsWith(disk.name, {"ram", "zram", "loop", "fd"})) return false;
    return !disk.isPartition() || !startsWith(disk.name, {"hd", "sd", "vd", "xvd", "nvme"});
}

template <auto Field>
void addCounter(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.disks) return;
    for (const Disk& disk : frame.readings.disks->disks) {
        if (isReported(disk)) addKnown(sink, {disk.name}, std::optional<double>(disk.counters.*Field));
    }
}

void addDiscardedSectors(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.disks) return;
    constexpr double sectorBytes = 512;  // whatever the device's own
    for (const Disk& disk : frame.readings.disks->disks) {
        if (!isReported(disk) || !disk.counters.discardedBytes) continue;
        sink.add({disk.name}, *disk.counters.discardedBytes / sectorBytes);
    }
}

void addInFlight(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.disks) return;
    for (const Disk& disk : frame.readings.disks->disks) {
        if (isReported(disk)) sink.add({disk.name}, static_cast<double>(disk.requestsInFlight));
    }
}

template <auto Field>
Metric counter(std::string_view name, std::string_view help, Unit unit) {
    return {name, help, unit, MetricKind::Counter, {"device"}, addCounter<Field>};
}

}  // namespace

Rows diskMetrics() {
    using C = DiskCounters;
    return readFrom<&Readings::disks>({
        counter<&C::readsCompleted>("node_disk_reads_completed_total", "Reads completed", Unit::None),
        counter<&C::readsMerged>("node_disk_reads_merged_total", "Reads joined with a neighbour", Unit::None),
        counter<&C::readBytes>("node_disk_read_bytes_total", "Bytes read", Unit::Bytes),
        counter<&C::readSeconds>("node_disk_read_time_seconds_total", "Time that reads took in sum",
                                 Unit::Seconds),
        counter<&C::writesCompleted>("node_disk_writes_completed_total", "Writes completed", Unit::None),
        counter<&C::writesMerged>("node_disk_writes_merged_total", "Writes joined with a neighbour",
                                  Unit::None),
        counter<&C::writtenBytes>("node_disk_written_bytes_total", "Bytes written", Unit::Bytes),
        counter<&C::writeSeconds>("node_disk_write_time_seconds_total", "Time that writes took in sum",
                                  Unit::Seconds),
        counter<&C::busySeconds>("node_disk_io_time_seconds_total", "Time with a request in flight",
                                 Unit::Seconds),
        counter<&C::weightedBusySeconds>("node_disk_io_time_weighted_seconds_total",
                                         "Time with a request in flight, times the number of them",
                                         Unit::Seconds),
        counter<&C::discardsCompleted>("node_disk_discards_completed_total", "Discards completed",
                                       Unit::None),
        counter<&C::discardsMerged>("node_disk_discards_merged_total", "Discards joined with a neighbour",
                                    Unit::None),
        counter<&C::discardSeconds>("node_disk_discard_time_seconds_total", "Time that discards took in sum",
                                    Unit::Seconds),
        counter<&C::flushesCompleted>("node_disk_flush_requests_total", "Flushes completed", Unit::None),
        counter<&C::flushSeconds>("node_disk_flush_requests_time_seconds_total",
                                  "Time that flushes took in sum", Unit::Seconds),
        counter<&C::readBytes>("node_disk_io_read_bytes_total", "Bytes read, by another name", Unit::Bytes),
        counter<&C::writtenBytes>("node_disk_io_write_bytes_total", "Bytes written, by another name", Unit::Bytes),
        {"node_disk_discarded_sectors_total",
         "Sectors of 512 bytes discarded",
         Unit::None,
         MetricKind::Counter,
         {"device"},
         addDiscardedSectors},
        {"node_disk_io_now", "Requests in flight", Unit::None, MetricKind::Gauge, {"device"}, addInFlight},
    });
}

}  // namespace baro::catalog
