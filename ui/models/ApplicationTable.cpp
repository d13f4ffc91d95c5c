#include "ui/models/ApplicationTable.h"

#include <QCoreApplication>
#include <algorithm>
#include <functional>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct ApplicationWords {
    Q_DECLARE_TR_FUNCTIONS(ApplicationTable)
};

QString cpuTitle(bool ofOneCore) {
    return ofOneCore ? ApplicationWords::tr("CPU of one core") : ApplicationWords::tr("CPU of the machine");
}

// What processor time is divided by to be shown; nothing: the host does not tell how many it has.
std::optional<double> wholeOf(const Frame& frame, bool ofOneCore) {
    if (ofOneCore) return 1;
    const auto& cpu = frame.readings.cpu;
    return cpu && !cpu->cpus.empty() ? std::optional(static_cast<double>(cpu->cpus.size())) : std::nullopt;
}

std::optional<double> shareOf(const ApplicationRate& rate, std::optional<double> whole) {
    return rate.cpuSeconds && whole ? std::optional(*rate.cpuSeconds / *whole) : std::nullopt;
}

TableRow applicationRow(const ApplicationRate& rate, std::optional<double> whole, bool isOthers,
                        const FormatStyle& style) {
    const QString notYet = ApplicationWords::tr("known after two scrapes");
    const QString untold = ApplicationWords::tr("the host does not tell of it, or only after two scrapes");
    const auto ofDisks = [&](std::optional<double> bytes) {
        return numberCell(bytes, Unit::BytesPerSecond, style, untold);
    };
    const auto ofNetwork = [&](std::optional<double> bytes) {
        return numberCell(bytes, Unit::NetworkBytesPerSecond, style, untold);
    };
    const QString name = isOthers ? ApplicationWords::tr("all others") : machineText(rate.application);
    return {(isOthers ? QStringLiteral("others:") : QStringLiteral("application:")) + name,
            {textCell(name), numberCell(shareOf(rate, whole), Unit::Ratio, style, notYet),
             numberCell(rate.residentBytes, Unit::Bytes, style), ofDisks(rate.readBytesPerSecond),
             ofDisks(rate.writtenBytesPerSecond), ofNetwork(rate.receivedBytesPerSecond),
             ofNetwork(rate.sentBytesPerSecond),
             numberCell(static_cast<double>(rate.processes), Unit::None, style)},
            isOthers};
}

std::optional<double> amountOf(const ApplicationRate& rate, TopBy by, std::optional<double> whole) {
    if (by == TopBy::Cpu) return shareOf(rate, whole);
    if (by == TopBy::Memory) return rate.residentBytes;
    if (!rate.readBytesPerSecond && !rate.writtenBytesPerSecond) return std::nullopt;
    return rate.readBytesPerSecond.value_or(0) + rate.writtenBytesPerSecond.value_or(0);
}

}  // namespace

bool showsApplications(const Frame& frame) {
    return !frame.readings.processes && frame.applicationRates != nullptr && !frame.applicationRates->empty();
}

std::size_t processesOfApplications(const Frame& frame) {
    std::size_t sum = 0;
    if (frame.applicationRates != nullptr)
        for (const ApplicationRate& rate : *frame.applicationRates)
            sum += rate.processes;
    return sum;
}

std::vector<TableColumn> applicationColumns(bool ofOneCore) {
    return {{ApplicationWords::tr("Application"), {}, false},
            {cpuTitle(ofOneCore), {}, true, QStringLiteral("CPU")},
            {ApplicationWords::tr("Memory"), ApplicationWords::tr("Shared pages count once for each process"),
             true},
            {ApplicationWords::tr("Read"), ApplicationWords::tr("From disks"), true},
            {ApplicationWords::tr("Written"), ApplicationWords::tr("To disks"), true},
            {ApplicationWords::tr("Received"), ApplicationWords::tr("Over TCP"), true},
            {ApplicationWords::tr("Sent"), ApplicationWords::tr("Over TCP"), true},
            {ApplicationWords::tr("Processes"), {}, true}};
}

std::vector<TableRow> applicationRows(const Frame& frame, bool ofOneCore, const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!showsApplications(frame)) return rows;
    const auto whole = wholeOf(frame, ofOneCore);
    const auto& rates = *frame.applicationRates;
    for (const ApplicationRate& rate : rates)
        rows.push_back(applicationRow(rate, whole, &rate == &rates.back(), style));
    return rows;
}

std::vector<TableColumn> topApplicationColumns(TopBy by, bool ofOneCore) {
    const QString amount = by == TopBy::Memory ? ApplicationWords::tr("Memory")
                           : by == TopBy::Disk ? ApplicationWords::tr("Disk traffic")
                                               : cpuTitle(ofOneCore);
    return {{ApplicationWords::tr("Application"), {}, false},
            {amount, {}, true, by == TopBy::Cpu ? QStringLiteral("CPU") : QString()},
            {ApplicationWords::tr("Processes"), {}, true}};
}

std::vector<TableRow> topApplicationRows(const Frame& frame, TopBy by, bool ofOneCore, std::size_t count,
                                         const FormatStyle& style) {
    std::vector<TableRow> rows;
    if (!showsApplications(frame)) return rows;
    const auto whole = wholeOf(frame, ofOneCore);
    std::vector<std::pair<double, const ApplicationRate*>> known;
    const auto& rates = *frame.applicationRates;
    for (const ApplicationRate& rate : rates)
        if (const auto amount = amountOf(rate, by, whole); amount && &rate != &rates.back())
            known.emplace_back(*amount, &rate);
    std::ranges::stable_sort(known, std::ranges::greater{},
                             &std::pair<double, const ApplicationRate*>::first);
    known.resize(std::min(known.size(), count));
    const Unit unit = by == TopBy::Cpu      ? Unit::Ratio
                      : by == TopBy::Memory ? Unit::Bytes
                                            : Unit::BytesPerSecond;
    // Keyed by rank: the list shows places, and a place keeps its row.
    for (const auto& [amount, rate] : known)
        rows.push_back({QString::number(rows.size()),
                        {machineCell(rate->application), numberCell(amount, unit, style),
                         numberCell(static_cast<double>(rate->processes), Unit::None, style)},
                        false});
    return rows;
}

}  // namespace baro::ui
