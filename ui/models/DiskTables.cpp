#include "ui/models/DiskTables.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "core/model/Filesystems.h"
#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct DiskWords {
    Q_DECLARE_TR_FUNCTIONS(DiskTables)
};

const DiskRates* diskRatesOf(const Frame& frame, const std::string& name) {
    if (!frame.rates.disks) return nullptr;
    const auto found = std::ranges::find(*frame.rates.disks, name, &DiskRates::name);
    return found == frame.rates.disks->end() ? nullptr : &*found;
}

std::optional<double> asDouble(const std::optional<std::uint64_t>& value) {
    return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
}

QString kindOf(const DiskFacts& facts) {
    QStringList words;
    if (!facts.transport.empty()) words << machineText(facts.transport);
    if (facts.rotational)
        words << (*facts.rotational ? DiskWords::tr("rotating") : DiskWords::tr("solid state"));
    if (facts.removable.value_or(false)) words << DiskWords::tr("removable");
    if (facts.readOnly.value_or(false)) words << DiskWords::tr("read-only");
    return words.join(QStringLiteral(", "));
}

QString mountsOf(const DiskFacts& facts) {
    QStringList mounts;
    for (const std::string& mountPoint : facts.mountPoints)
        mounts << machineText(mountPoint);
    return mounts.join(QStringLiteral(", "));
}

TableRow diskRow(const Disk& disk, const DiskRates* rates, const FormatStyle& style) {
    const DiskFacts& facts = *disk.facts;
    const QString noRate = DiskWords::tr("known after two readings");
    const auto rate = [&](auto member, Unit unit) {
        return numberCell(rates ? std::optional<double>(rates->*member) : std::nullopt, unit, style, noRate);
    };
    const QString noRequests = rates ? DiskWords::tr("no requests in the last second") : noRate;
    const auto latency = [&](auto member) {
        return numberCell(rates ? rates->*member : std::nullopt, Unit::Seconds, style, noRequests);
    };
    const QString indent = disk.isPartition() ? QStringLiteral("    ") : QString();
    const QString mounts = mountsOf(facts);
    const QString kind = kindOf(facts);
    return {machineText(disk.name),
            {textCell(indent + machineText(disk.name)), machineCell(facts.model),
             kind.isEmpty() ? unknownCell({}) : textCell(kind),
             numberCell(asDouble(facts.sizeBytes), Unit::Bytes, style),
             rate(&DiskRates::readBytesPerSecond, Unit::BytesPerSecond),
             rate(&DiskRates::writtenBytesPerSecond, Unit::BytesPerSecond),
             rate(&DiskRates::busyRatio, Unit::Ratio), latency(&DiskRates::readLatencySeconds),
             latency(&DiskRates::writeLatencySeconds), rate(&DiskRates::queueLength, Unit::None),
             mounts.isEmpty() ? unknownCell({}) : textCell(mounts, mounts), machineCell(facts.serial)},
            disk.isPartition()};
}

TableRow filesystemRow(const Filesystem& filesystem, const FormatStyle& style) {
    const QString problem = machineText(filesystem.problem);
    const auto& space = filesystem.space;
    const auto bytes = [&](auto member) {
        return numberCell(space ? std::optional<double>((*space).*member) : std::nullopt, Unit::Bytes, style,
                          problem);
    };
    const auto used = space ? std::optional<double>(space->sizeBytes - space->freeBytes) : std::nullopt;
    const auto inodes =
        space && space->files > 0 ? std::optional<double>(1 - space->filesFree / space->files) : std::nullopt;
    const QString noInodes = space ? DiskWords::tr("this filesystem has no fixed number of inodes") : problem;
    const QString state = !problem.isEmpty()    ? problem
                          : filesystem.readOnly ? DiskWords::tr("read-only")
                                                : DiskWords::tr("read and write");
    return {machineText(filesystem.mountPoint),
            {machineCell(filesystem.mountPoint), machineCell(filesystem.device), machineCell(filesystem.type),
             numberCell(filesystemUsedRatio(filesystem), Unit::Ratio, style, problem),
             numberCell(used, Unit::Bytes, style, problem), bytes(&FilesystemSpace::availableBytes),
             bytes(&FilesystemSpace::sizeBytes), numberCell(inodes, Unit::Ratio, style, noInodes),
             textCell(state, problem)},
            !space};
}

}  // namespace

std::vector<TableColumn> diskColumns() {
    return {{DiskWords::tr("Device"), {}, false},
            {DiskWords::tr("Model"), {}, false},
            {DiskWords::tr("Kind"), {}, false},
            {DiskWords::tr("Size"), {}, true},
            {DiskWords::tr("Read"), DiskWords::tr("Bytes read from the device per second"), true},
            {DiskWords::tr("Write"), DiskWords::tr("Bytes written to the device per second"), true},
            {DiskWords::tr("Busy"),
             DiskWords::tr("Share of time with at least one request in flight. A device that serves many "
                           "requests at once can be 100 % busy and still take more."),
             true},
            {DiskWords::tr("Read time"),
             DiskWords::tr("Mean time that a read request took, waiting included"), true},
            {DiskWords::tr("Write time"),
             DiskWords::tr("Mean time that a write request took, waiting included"), true},
            {DiskWords::tr("Queue"), DiskWords::tr("Mean number of requests in flight"), true},
            {DiskWords::tr("Mounted on"), {}, false},
            {DiskWords::tr("Serial"), {}, false}};
}

std::vector<TableRow> diskRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.disks) return rows;
    for (const Disk& disk : frame.readings.disks->disks)
        rows.push_back(diskRow(disk, diskRatesOf(frame, disk.name), style));
    return rows;
}

std::vector<TableColumn> filesystemColumns() {
    return {
        {DiskWords::tr("Mounted on"), {}, false},
        {DiskWords::tr("Device"), {}, false},
        {DiskWords::tr("Type"), {}, false},
        {DiskWords::tr("Full"),
         DiskWords::tr("used / (used + available), as df counts: space reserved for root is left out"), true},
        {DiskWords::tr("Used"), {}, true},
        {DiskWords::tr("Available"), DiskWords::tr("To an ordinary user"), true},
        {DiskWords::tr("Size"), {}, true},
        {DiskWords::tr("Inodes"),
         DiskWords::tr("Share of inodes in use: without a free one no file can be made"), true},
        {DiskWords::tr("State"), {}, false}};
}

std::vector<TableRow> filesystemRows(const Frame& frame, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!frame.readings.filesystems) return rows;
    for (const Filesystem& filesystem : frame.readings.filesystems->filesystems)
        rows.push_back(filesystemRow(filesystem, style));
    return rows;
}

}  // namespace baro::ui
