#include "core/metrics/ReportedDisks.h"
#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

bool isReported(const Disk& disk) {
    return isReportedDisk(disk.name);
}

template <auto Field>
void addDiskCounter(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.disks) return;
    for (const Disk& disk : frame.readings.disks->disks) {
        if (isReported(disk)) addKnown(sink, {disk.name}, std::optional<double>(disk.counters.*Field));
    }
}

void addDiscardedSectors(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.disks) return;
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
    return {name, help, unit, MetricKind::Counter, {"device"}, addDiskCounter<Field>};
}

Metric info(std::string_view name, std::string_view help, std::vector<std::string_view> labels) {
    return {name, help, Unit::None, MetricKind::Gauge, std::move(labels)};
}

Rows diskInfoMetrics() {
    return passedOn<&FamilyReadings::diskInfo>(
        "diskstats",
        {
            info("node_disk_info", "What the device is; the value is always 1",
                 {"device", "major", "minor", "model", "path", "revision", "rotational", "serial", "wwn"}),
            info("node_disk_filesystem_info", "The filesystem on the device; the value is always 1",
                 {"device", "type", "usage", "uuid", "version"}),
            info("node_disk_device_mapper_info", "What the mapped device is; the value is always 1",
                 {"device", "lv_layer", "lv_name", "name", "uuid", "vg_name"}),
            info("node_disk_ata_write_cache", "1 when the disk has a write cache", {"device"}),
            info("node_disk_ata_write_cache_enabled", "1 when the disk's write cache is on", {"device"}),
            info("node_disk_ata_rotation_rate_rpm", "Turns in a minute; 0 for a solid state disk",
                 {"device"}),
        });
}

}  // namespace

Rows diskMetrics() {
    using C = DiskCounters;
    return together(
        diskInfoMetrics(),
        readFrom<&Readings::disks>({
            counter<&C::readsCompleted>("node_disk_reads_completed_total", "Reads completed", Unit::None),
            counter<&C::readsMerged>("node_disk_reads_merged_total", "Reads joined with a neighbour",
                                     Unit::None),
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
            counter<&C::discardSeconds>("node_disk_discard_time_seconds_total",
                                        "Time that discards took in sum", Unit::Seconds),
            counter<&C::flushesCompleted>("node_disk_flush_requests_total", "Flushes completed", Unit::None),
            counter<&C::flushSeconds>("node_disk_flush_requests_time_seconds_total",
                                      "Time that flushes took in sum", Unit::Seconds),
            counter<&C::readBytes>("node_disk_io_read_bytes_total", "Bytes read, by another name",
                                   Unit::Bytes),
            counter<&C::writtenBytes>("node_disk_io_write_bytes_total", "Bytes written, by another name",
                                      Unit::Bytes),
            {"node_disk_discarded_sectors_total",
             "Sectors of 512 bytes discarded",
             Unit::None,
             MetricKind::Counter,
             {"device"},
             addDiscardedSectors},
            {"node_disk_io_now",
             "Requests in flight",
             Unit::None,
             MetricKind::Gauge,
             {"device"},
             addInFlight},
        }));
}

}  // namespace baro::catalog
