#include "ui/models/TopProcesses.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/model/ProcessFields.h"
#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct TopProcessWords {
    Q_DECLARE_TR_FUNCTIONS(TopProcesses)
};

double amountOf(const ProcessRate& rate, TopBy by) {
    if (by == TopBy::Cpu) return rate.cpuSeconds;
    return rate.diskReadBytesPerSecond.value_or(0) + rate.diskWrittenBytesPerSecond.value_or(0);
}

bool isRateKnown(const ProcessRate& rate, TopBy by) {
    return by == TopBy::Cpu || rate.diskReadBytesPerSecond || rate.diskWrittenBytesPerSecond;
}

// Both lists are ascending by pid, and a rate's process is always among the readings of the same Frame.
std::vector<ProcessAmount> amountsOfRates(const Frame& frame, TopBy by) {
    std::vector<ProcessAmount> amounts;
    if (!frame.rates.processes) return amounts;
    auto process = frame.readings.processes->processes.begin();
    const auto end = frame.readings.processes->processes.end();
    for (const ProcessRate& rate : frame.rates.processes->processes) {
        while (process != end && process->identity < rate.identity)
            ++process;
        if (process != end && process->identity == rate.identity && isRateKnown(rate, by))
            amounts.push_back({process->identity, process->facts, amountOf(rate, by)});
    }
    return amounts;
}

Unit amountUnit(TopBy by) {
    return by == TopBy::Cpu ? Unit::Ratio : by == TopBy::Memory ? Unit::Bytes : Unit::BytesPerSecond;
}

// What an amount is divided by to be shown.
double shownWhole(const Frame& frame, TopBy by, bool ofOneCore) {
    const double cpus = frame.rates.processes ? frame.rates.processes->cpuCount : 0;
    return by == TopBy::Cpu && !ofOneCore && cpus > 0 ? cpus : 1;
}

}  // namespace

std::vector<ProcessAmount> processAmounts(const Frame& frame, TopBy by) {
    if (!frame.readings.processes) return {};
    if (by != TopBy::Memory) return amountsOfRates(frame, by);
    std::vector<ProcessAmount> amounts;
    for (const Process& process : frame.readings.processes->processes)
        amounts.push_back({process.identity, process.facts, static_cast<double>(process.residentBytes)});
    return amounts;
}

QString topProcessText(const Frame& frame, TopBy by, bool ofOneCore, const FormatStyle& style) {
    const std::vector<ProcessAmount> amounts = processAmounts(frame, by);
    const auto top = std::ranges::max_element(amounts, {}, &ProcessAmount::amount);
    if (top == amounts.end() || !(top->amount > 0)) return {};
    const QString amount = QString::fromStdString(
        formatValue(top->amount / shownWhole(frame, by, ofOneCore), amountUnit(by), style));
    const QString what = by == TopBy::Cpu      ? TopProcessWords::tr("%1 CPU").arg(amount)
                         : by == TopBy::Memory ? TopProcessWords::tr("%1 memory").arg(amount)
                                               : TopProcessWords::tr("%1 disk").arg(amount);
    return TopProcessWords::tr("top process: %1 (%2) %3")
        .arg(machineText(processDisplayName(*top->facts)), QString::number(top->identity.pid), what);
}

std::vector<TableColumn> topProcessColumns(TopBy by, bool ofOneCore) {
    const QString amount = by == TopBy::Memory ? TopProcessWords::tr("Memory")
                           : by == TopBy::Disk ? TopProcessWords::tr("Disk traffic")
                           : ofOneCore         ? TopProcessWords::tr("CPU of one core")
                                               : TopProcessWords::tr("CPU of the machine");
    return {{TopProcessWords::tr("Process"), {}, false},
            {TopProcessWords::tr("User"), {}, false},
            {amount, {}, true, by == TopBy::Cpu ? QStringLiteral("CPU") : QString()}};
}

std::vector<TableRow> topProcessRows(const Frame& frame, TopBy by, bool ofOneCore, std::size_t count,
                                     const FormatStyle& style) {
    std::vector<ProcessAmount> entries = processAmounts(frame, by);
    const auto shown = std::min(count, entries.size());
    std::ranges::partial_sort(entries, entries.begin() + static_cast<std::ptrdiff_t>(shown),
                              std::ranges::greater{}, &ProcessAmount::amount);
    entries.resize(shown);

    const double whole = shownWhole(frame, by, ofOneCore);
    std::vector<TableRow> rows;
    for (std::size_t rank = 0; rank < entries.size(); ++rank) {
        const ProcessFacts& facts = *entries[rank].facts;
        // Keyed by rank: the list shows places, and a place keeps its row.
        rows.push_back(
            {QString::number(rank),
             {machineCell(processDisplayName(facts), machineText(facts.commandLine)), machineCell(facts.user),
              numberCell(entries[rank].amount / whole, amountUnit(by), style)},
             false});
    }
    return rows;
}

}  // namespace baro::ui
