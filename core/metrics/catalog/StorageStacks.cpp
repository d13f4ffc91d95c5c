#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using enum MetricKind;
using F = FamilyReadings;

Rows mdRows() {
    return passedOn<&F::mdRaid>(
        "mdadm",
        {
            {"node_md_state", "1 for the state that the array is in", Unit::None, Gauge, {"device", "state"}},
            {"node_md_disks", "Disks of the array by state", Unit::None, Gauge, {"device", "state"}},
            {"node_md_disks_required", "Disks that the array needs", Unit::None, Gauge, {"device"}},
            {"node_md_blocks", "Size of the array in blocks of 1024 bytes", Unit::None, Gauge, {"device"}},
            {"node_md_blocks_synced",
             "Blocks of 1024 bytes that are in sync already",
             Unit::None,
             Gauge,
             {"device"}},
            {"node_md_raid_disks", "Disks that the array was made for", Unit::None, Gauge, {"device"}},
            {"node_md_degraded", "Disks that the array lacks", Unit::None, Gauge, {"device"}},
        });
}

Rows btrfsRows() {
    return passedOn<&F::btrfs>(
        "btrfs", {
                     {"node_btrfs_info", "Label of the filesystem", Unit::None, Gauge, {"label", "uuid"}},
                     {"node_btrfs_global_rsv_size_bytes",
                      "Space kept back for metadata in need",
                      Unit::Bytes,
                      Gauge,
                      {"uuid"}},
                     {"node_btrfs_device_size_bytes",
                      "Size of each device of the filesystem",
                      Unit::Bytes,
                      Gauge,
                      {"device", "uuid"}},
                     {"node_btrfs_reserved_bytes",
                      "Space that is promised to writes under way",
                      Unit::Bytes,
                      Gauge,
                      {"block_group_type", "uuid"}},
                     {"node_btrfs_used_bytes",
                      "Space in use by type and profile",
                      Unit::Bytes,
                      Gauge,
                      {"block_group_type", "mode", "uuid"}},
                     {"node_btrfs_size_bytes",
                      "Space allocated by type and profile",
                      Unit::Bytes,
                      Gauge,
                      {"block_group_type", "mode", "uuid"}},
                     {"node_btrfs_allocation_ratio",
                      "Bytes on disk for one byte of data, by type and profile",
                      Unit::None,
                      Gauge,
                      {"block_group_type", "mode", "uuid"}},
                     {"node_btrfs_commits_total",
                      "Transactions committed since the filesystem was mounted",
                      Unit::None,
                      Counter,
                      {"uuid"}},
                     {"node_btrfs_commit_seconds_total",
                      "Time that all commits took",
                      Unit::Seconds,
                      Counter,
                      {"uuid"}},
                     {"node_btrfs_last_commit_seconds",
                      "Time that the newest commit took",
                      Unit::Seconds,
                      Gauge,
                      {"uuid"}},
                     {"node_btrfs_max_commit_seconds",
                      "Time that the longest commit took",
                      Unit::Seconds,
                      Gauge,
                      {"uuid"}},
                 });
}

}  // namespace

// What joins disks to arrays and pools. OpenZFS names most of its numbers itself.
Rows storageStackMetrics() {
    return together(mdRows(), btrfsRows(),
                    passedOn<&F::zfs>("zfs", {{"node_zfs_zpool_state",
                                               "1 for the state that the pool is in",
                                               Unit::None,
                                               Gauge,
                                               {"state", "zpool"}}}));
}

}  // namespace baro::catalog
