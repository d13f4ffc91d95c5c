// Metrics that are passed on as a collector read them: exported, asked for and charted by name, but computed
// with by nobody. What pages and rates need has a section of its own in Readings instead.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/MetricKind.h"
#include "core/model/Section.h"

namespace baro {

struct FamilySample {
    std::vector<std::string> labelValues;  // in the order of the family's label names; any bytes
    double value = 0;
};

// Of a family whose name the system chooses, so that the catalog (core/metrics) can have no row for it.
struct FamilyDescription {
    MetricKind kind = MetricKind::Untyped;
    std::string help;
    std::vector<std::string> labelNames;
};

struct Family {
    std::string name;  // a metric name of Prometheus: [a-zA-Z_:][a-zA-Z0-9_:]*
    std::vector<FamilySample> samples;
    std::optional<FamilyDescription> description;  // none: the catalog has a row of this name
};

struct Families {
    std::vector<Family> families;  // one per name
};

// One section per collector of node_exporter whose values nobody here computes with.
struct FamilyReadings {
    Section<Families> arp;
    Section<Families> bonding;
    Section<Families> btrfs;
    Section<Families> conntrack;
    Section<Families> cpuInfo;
    Section<Families> cpuVulnerabilities;
    Section<Families> diskInfo;
    Section<Families> dmi;
    Section<Families> edac;
    Section<Families> entropy;
    Section<Families> fileDescriptors;
    Section<Families> filesystems;
    Section<Families> hwmon;
    Section<Families> interrupts;
    Section<Families> ksm;
    Section<Families> mdRaid;
    Section<Families> networkClass;
    Section<Families> numaMemory;
    Section<Families> nvme;
    Section<Families> os;
    Section<Families> powerSupplies;
    Section<Families> processCounts;
    Section<Families> rapl;
    Section<Families> scheduler;
    Section<Families> selinux;
    Section<Families> softirqs;
    Section<Families> softnet;
    Section<Families> systemd;
    Section<Families> textfile;
    Section<Families> thermalZones;
    Section<Families> time;
    Section<Families> timex;
    Section<Families> udpQueues;
    Section<Families> watchdog;
    Section<Families> zfs;
};

}  // namespace baro
