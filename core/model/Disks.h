// Block devices and their partitions (https://docs.kernel.org/admin-guide/iostats.html).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace baro {

// What the kernel counts in, whatever the device's own are.
constexpr unsigned sectorBytes = 512;

// Since boot. Sectors are turned into bytes.
struct DiskCounters {
    double readsCompleted = 0;
    double readsMerged = 0;
    double readBytes = 0;
    double readSeconds = 0;
    double writesCompleted = 0;
    double writesMerged = 0;
    double writtenBytes = 0;
    double writeSeconds = 0;
    double busySeconds = 0;          // at least one request in flight
    double weightedBusySeconds = 0;  // times the number in flight
    // Newer kernels: discards since 4.18, flushes since 5.5.
    std::optional<double> discardsCompleted;
    std::optional<double> discardsMerged;
    std::optional<double> discardedBytes;
    std::optional<double> discardSeconds;
    std::optional<double> flushesCompleted;
    std::optional<double> flushSeconds;
};

// What hardly changes; shared between readings.
struct DiskFacts {
    std::string parent;  // of a partition: the disk's name; empty for a whole disk
    std::string model;
    std::string serial;
    std::string identity;   // stable across reboots: WWN or serial, else the device path
    std::string transport;  // "nvme", "sata", "usb", "virtio", "loop", "dm", ...; empty when unknown
    std::optional<std::uint64_t> sizeBytes;
    std::optional<bool> rotational;
    std::optional<bool> removable;
    std::optional<bool> readOnly;
    std::vector<std::string> mountPoints;
};

struct Disk {
    std::string name;  // "nvme0n1", "sda1"
    DiskCounters counters;
    std::uint64_t requestsInFlight = 0;
    std::shared_ptr<const DiskFacts> facts;  // never null
    bool isPartition() const { return !facts->parent.empty(); }
};

struct Disks {
    std::vector<Disk> disks;  // in the kernel's order: each disk is followed by its partitions
};

}  // namespace baro
