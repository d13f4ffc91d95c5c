#include "core/hosts/subjects/Subjects.h"
#include "core/model/Host.h"
#include "core/model/SelfCost.h"

namespace baro::hosts {
namespace {

void takeSystem(SubjectReader& reader, Host& host) {
    reader.each("node_uname_info", [&host](const Labels& labels, double) {
        host.name = labels.value("nodename");
        host.domainName = labels.value("domainname");
        host.kernelName = labels.value("sysname");
        host.kernelRelease = labels.value("release");
        host.kernelVersion = labels.value("version");
        host.architecture = labels.value("machine");
    });
    reader.each("node_os_info", [&host](const Labels& labels, double) {
        host.osName = labels.value("pretty_name");
        host.osId = labels.value("id");
    });
    reader.each("node_systemd_virtualization_info", [&host](const Labels& labels, double) {
        const auto type = labels.value("virtualization_type");
        if (type != "none") host.virtualization = type;
    });
}

void takeFirmware(SubjectReader& reader, Host& host) {
    reader.each("node_dmi_info", [&host](const Labels& labels, double) {
        host.vendor = labels.value("system_vendor");
        host.model = labels.value("product_name");
        host.boardName = labels.value("board_name");
        host.biosVersion = labels.value("bios_version");
    });
}

// By the host's own clock on both sides, so that one that is wrong does not matter.
void takeTimes(SubjectReader& reader, Host& host) {
    host.bootTimeSeconds = reader.value("node_boot_time_seconds");
    const auto now = reader.value("node_time_seconds");
    if (now && host.bootTimeSeconds && *now >= *host.bootTimeSeconds)
        host.uptimeSeconds = *now - *host.bootTimeSeconds;
}

// process_* of a node_exporter are its own, not Barograph's.
void readSelf(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    const auto cpuSeconds = reader.value("barograph_self_cpu_seconds_total");
    const auto resident = asCount(reader.valueOrNan("barograph_self_resident_bytes"));
    const bool isKnown = cpuSeconds && resident;
    if (!isKnown) {
        into.self = series.reason("what Barograph costs there");
        return;
    }
    const auto count = [&reader](std::string_view metric) {
        return asCount(reader.valueOrNan(metric)).value_or(0);
    };
    SelfCost cost;
    cost.cpuSeconds = *cpuSeconds;
    cost.residentBytes = *resident;
    cost.openDescriptors = count("barograph_self_open_descriptors");
    cost.threads = count("barograph_self_threads");
    cost.virtualBytes = count("process_virtual_memory_bytes");
    cost.mostVirtualBytes = count("process_virtual_memory_max_bytes");
    cost.mostDescriptors = count("process_max_fds");
    cost.startedAtSeconds = reader.value("process_start_time_seconds").value_or(0);
    cost.writtenBytes = reader.value("barograph_self_written_bytes_total");
    into.self = reader.section(cost, "what Barograph costs there");
}

}  // namespace

void readMachine(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    Host host;
    takeSystem(reader, host);
    takeFirmware(reader, host);
    takeTimes(reader, host);
    const bool isKnown = !host.name.empty();
    into.host = reader.section(std::move(host), "its name and system", isKnown);
    readSelf(series, into);
}

}  // namespace baro::hosts
