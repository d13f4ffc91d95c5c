#include "core/hosts/HostOverview.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace baro {
namespace {

// Full from the day they are made, or the system's own memory: their fill level says nothing.
constexpr std::string_view fullest =
    "max by (instance, job) ((node_filesystem_size_bytes{fstype!~"
    "\"tmpfs|ramfs|overlay|squashfs|erofs|iso9660|udf|cramfs|romfs|fuse.snapfuse|devtmpfs\"} - "
    "node_filesystem_free_bytes) / (node_filesystem_size_bytes - node_filesystem_free_bytes + "
    "node_filesystem_avail_bytes > 0))";

constexpr std::string_view hottest =
    "max by (instance, job) (node_hwmon_temp_celsius) or max by (instance, job) (node_thermal_zone_temp)";

constexpr std::string_view mostPressure =
    "max by (instance, job) ("
    "label_replace(rate(node_pressure_cpu_waiting_seconds_total[$interval]), \"of\", \"cpu\", \"\", \"\") or "
    "label_replace(rate(node_pressure_memory_waiting_seconds_total[$interval]), \"of\", \"memory\", \"\", "
    "\"\")"
    " or label_replace(rate(node_pressure_io_waiting_seconds_total[$interval]), \"of\", \"io\", \"\", \"\"))";

constexpr std::array<HostFigureRow, hostFigureCount> rows{{
    {HostFigure::Cpu, Unit::Ratio,
     "1 - avg by (instance, job) (sum by (instance, job, cpu) "
     "(rate(node_cpu_seconds_total{mode=~\"idle|iowait\"}[$interval])))",
     0.7, 1},
    {HostFigure::Memory, Unit::Ratio,
     "max by (instance, job) (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)", 0.8, 1},
    {HostFigure::Filesystem, Unit::Ratio, fullest, 0.8, 1},
    {HostFigure::Disk, Unit::Ratio,
     "max by (instance, job) (rate(node_disk_io_time_seconds_total[$interval]))", 0.7, 1},
    {HostFigure::Network, Unit::NetworkBytesPerSecond,
     "sum by (instance, job) (rate(node_network_receive_bytes_total{device!=\"lo\"}[$interval]) + "
     "rate(node_network_transmit_bytes_total{device!=\"lo\"}[$interval]))"},
    {HostFigure::Temperature, Unit::Celsius, hottest, 75, 100},
    {HostFigure::Pressure, Unit::Ratio, mostPressure, 0.1, 0.6},
    {HostFigure::Load, Unit::None,
     "max by (instance, job) (node_load1) / "
     "count by (instance, job) (node_cpu_seconds_total{mode=\"idle\"})",
     1, 4},
    {HostFigure::Uptime, Unit::Seconds,
     "max by (instance, job) (node_time_seconds - node_boot_time_seconds)"},
    {HostFigure::Alerts, Unit::None,
     "count by (instance, job) (ALERTS{alertstate=\"firing\",severity!~\"info|none\"})"},
}};

// Sorted ascending, the worst comes first.
class Rank {
  public:
    explicit Rank(const HostStanding& host)
        : isUp_(!host.isDown), isUnknown_(isUp_ && std::ranges::none_of(host.figures, isKnown)) {
        const std::optional<double> alerts = host.of(HostFigure::Alerts);
        alerts_ = isKnown(alerts) ? -*alerts : 0;
        for (const HostFigureRow& row : rows) {
            const double concern = concernOf(row.figure, host.of(row.figure).value_or(row.easy));
            greatest_ = std::min(greatest_, -concern);
            sum_ -= concern;
        }
    }
    auto order() const { return std::tie(isUp_, isUnknown_, alerts_, greatest_, sum_); }

  private:
    static bool isKnown(const std::optional<double>& figure) { return figure && std::isfinite(*figure); }

    bool isUp_;
    bool isUnknown_;
    double alerts_ = 0;
    double greatest_ = 0;
    double sum_ = 0;
};

}  // namespace

std::span<const HostFigureRow, hostFigureCount> hostFigures() {
    return rows;
}

double concernOf(HostFigure figure, double value) {
    const HostFigureRow& row = rows[static_cast<std::size_t>(figure)];
    if (row.easy == row.worst || std::isnan(value)) return 0;
    return std::clamp((value - row.easy) / (row.worst - row.easy), 0.0, 1.0);
}

std::vector<std::size_t> worstFirst(std::span<const HostStanding> hosts) {
    std::vector<Rank> ranks(hosts.begin(), hosts.end());
    std::vector<std::size_t> places(hosts.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::ranges::stable_sort(places, [&](std::size_t one, std::size_t other) {
        if (ranks[one].order() != ranks[other].order()) return ranks[one].order() < ranks[other].order();
        return hosts[one].name < hosts[other].name;
    });
    return places;
}

}  // namespace baro
