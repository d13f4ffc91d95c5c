#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

Metric gauge(std::string_view name, std::string_view help, Unit unit) {
    return {name, help, unit, MetricKind::Gauge, {"device", "device_error", "fstype", "mountpoint"}};
}

}  // namespace

Rows filesystemMetrics() {
    return passedOn<&FamilyReadings::filesystems>(
        "filesystem",
        {
            gauge("node_filesystem_size_bytes", "Size", Unit::Bytes),
            gauge("node_filesystem_free_bytes", "Free, what only root may use included", Unit::Bytes),
            gauge("node_filesystem_avail_bytes", "Free for ordinary users", Unit::Bytes),
            gauge("node_filesystem_files", "Inodes; 0 where there is no fixed number", Unit::None),
            gauge("node_filesystem_files_free", "Free inodes", Unit::None),
            gauge("node_filesystem_readonly", "1 when mounted read-only", Unit::None),
            gauge("node_filesystem_device_error", "1 when the filesystem could not be asked", Unit::None),
            {"node_filesystem_mount_info",
             "Which device is mounted where; the value is always 1",
             Unit::None,
             MetricKind::Gauge,
             {"device", "major", "minor", "mountpoint"}},
        });
}

}  // namespace baro::catalog
