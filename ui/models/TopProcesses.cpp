#include "ui/models/TopProcesses.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct TopProcessWords {
    Q_DECLARE_TR_FUNCTIONS(TopProcesses)
};

struct Entry {
    const Process* process = nullptr;
    double amount = 0;
};

// Both lists are ascending by pid, and a rate's process is always among the readings of the same Frame.
std::vector<Entry> byCpu(const Frame& frame) {
    std::vector<Entry> entries;
    if (!frame.rates.processes) return entries;
    auto process = frame.readings.processes->processes.begin();
    const auto end = frame.readings.processes->processes.end();
    for (const ProcessRate& rate : frame.rates.processes->processes) {
        while (process != end && process->identity < rate.identity)
            ++process;
        if (process != end && process->identity == rate.identity)
            entries.push_back({&*process, rate.cpuSeconds});
    }
    return entries;
}

std::vector<Entry> byMemory(const Frame& frame) {
    std::vector<Entry> entries;
    for (const Process& process : frame.readings.processes->processes)
        entries.push_back({&process, static_cast<double>(process.residentBytes)});
    return entries;
}

}  // namespace

std::vector<TableColumn> topProcessColumns(TopBy by, bool ofOneCore) {
    const QString amount = by == TopBy::Memory ? TopProcessWords::tr("Memory")
                           : ofOneCore         ? TopProcessWords::tr("CPU of one core")
                                               : TopProcessWords::tr("CPU of the machine");
    return {{TopProcessWords::tr("Process"), {}, false},
            {TopProcessWords::tr("User"), {}, false},
            {amount, {}, true}};
}

std::vector<TableRow> topProcessRows(const Frame& frame, TopBy by, bool ofOneCore, std::size_t count,
                                     const FormatStyle& style) {
    if (!frame.readings.processes) return {};
    std::vector<Entry> entries = by == TopBy::Cpu ? byCpu(frame) : byMemory(frame);
    const auto shown = std::min(count, entries.size());
    std::ranges::partial_sort(entries, entries.begin() + static_cast<std::ptrdiff_t>(shown),
                              std::ranges::greater{}, &Entry::amount);
    entries.resize(shown);

    const double cpus = frame.rates.processes ? frame.rates.processes->cpuCount : 0;
    const double divisor = by == TopBy::Cpu && !ofOneCore && cpus > 0 ? cpus : 1;
    std::vector<TableRow> rows;
    for (std::size_t rank = 0; rank < entries.size(); ++rank) {
        const ProcessFacts& facts = *entries[rank].process->facts;
        const Unit unit = by == TopBy::Cpu ? Unit::Ratio : Unit::Bytes;
        // Keyed by rank: the list shows places, and a place keeps its row.
        rows.push_back({QString::number(rank),
                        {machineCell(facts.name, machineText(facts.commandLine)), machineCell(facts.user),
                         numberCell(entries[rank].amount / divisor, unit, style)},
                        false});
    }
    return rows;
}

}  // namespace baro::ui
