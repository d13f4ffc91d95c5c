#include "ui/models/ProcessChangeTable.h"

#include <QCoreApplication>
#include <cmath>

#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

using history::ProcessChange;
using history::ProcessUse;

struct ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(ProcessChangeTable)
};

QString stateOf(const ProcessChange& change) {
    if (change.isNew()) return ChangeWords::tr("new");
    return change.isGone() ? ChangeWords::tr("gone") : ChangeWords::tr("in both");
}

// Hours of processor time are read as such.
QString amountText(double amount, Unit unit, const FormatStyle& style) {
    const bool isLong = unit == Unit::Seconds && std::abs(amount) >= 60;
    return QString::fromStdString(isLong ? formatDuration(amount) : formatValue(amount, unit, style));
}

TableCell amountCell(std::optional<double> amount, Unit unit, const FormatStyle& style) {
    if (!amount) return unknownCell(ChangeWords::tr("This could not be read of any of them."));
    return {amountText(*amount, unit, style), *amount, {}, unit};
}

// Signed, with what it is the difference to in the tool tip.
TableCell differenceCell(std::optional<double> difference, std::optional<double> before, Unit unit,
                         const FormatStyle& style) {
    if (!difference) return unknownCell(ChangeWords::tr("One of the two ranges does not know it."));
    const QString sign = *difference > 0 ? QStringLiteral("+") : QString();
    return {sign + amountText(*difference, unit, style), *difference,
            ChangeWords::tr("In the other range: %1")
                .arg(before ? amountText(*before, unit, style) : ChangeWords::tr("it did not run")),
            unit};
}

template <class Field>
std::optional<double> partOf(const std::optional<ProcessUse>& use, Field ProcessUse::*field) {
    return use ? std::optional<double>((*use).*field) : std::nullopt;
}
std::optional<double> partOf(const std::optional<ProcessUse>& use, std::optional<double> ProcessUse::*field) {
    return use ? (*use).*field : std::nullopt;
}

// Who is gone used nothing in the first range, which is known.
template <class Field>
std::optional<double> inFirst(const ProcessChange& change, Field ProcessUse::*field) {
    return change.first ? partOf(change.first, field) : std::optional(0.0);
}

TableRow changeRow(const ProcessChange& change, const FormatStyle& style) {
    TableRow row;
    row.key = machineText(change.group.user) + QLatin1Char('\n') + machineText(change.group.name);
    row.isDimmed = change.isGone();
    row.cells = {machineCell(change.group.name), machineCell(change.group.user), textCell(stateOf(change))};
    const auto add = [&](auto field, std::optional<double> difference, Unit unit) {
        row.cells.push_back(amountCell(inFirst(change, field), unit, style));
        row.cells.push_back(differenceCell(difference, partOf(change.second, field), unit, style));
    };
    add(&ProcessUse::cpuSeconds, change.cpuSeconds(), Unit::Seconds);
    add(&ProcessUse::meanResidentBytes, change.meanResidentBytes(), Unit::Bytes);
    add(&ProcessUse::greatestResidentBytes, change.greatestResidentBytes(), Unit::Bytes);
    add(&ProcessUse::readBytes, change.readBytes(), Unit::Bytes);
    add(&ProcessUse::writtenBytes, change.writtenBytes(), Unit::Bytes);
    return row;
}

}  // namespace

std::vector<TableColumn> processChangeColumns(history::ProcessGrouping grouping) {
    const QString difference = ChangeWords::tr("Difference to the other range");
    const bool isByName = grouping == history::ProcessGrouping::Name;
    return {
        {isByName ? ChangeWords::tr("Process") : ChangeWords::tr("Application"), {}, false},
        {ChangeWords::tr("User"), {}, false},
        {ChangeWords::tr("Change"), {}, false},
        {ChangeWords::tr("CPU time"), ChangeWords::tr("Processor seconds used within the range"), true},
        {ChangeWords::tr("± CPU"), difference, true},
        {ChangeWords::tr("Memory"),
         ChangeWords::tr("Mean of resident memory while it ran; pages that are shared count once for each "
                         "process"),
         true},
        {ChangeWords::tr("± Memory"), difference, true},
        {ChangeWords::tr("Most memory"), ChangeWords::tr("The greatest at one moment of the range"), true},
        {ChangeWords::tr("± Most"), difference, true},
        {ChangeWords::tr("Read"), ChangeWords::tr("From disks"), true},
        {ChangeWords::tr("± Read"), difference, true},
        {ChangeWords::tr("Written"), ChangeWords::tr("To disks"), true},
        {ChangeWords::tr("± Written"), difference, true}};
}

std::vector<TableRow> processChangeRows(const std::vector<ProcessChange>& changes, const FormatStyle& style) {
    std::vector<TableRow> rows;
    rows.reserve(changes.size());
    for (const ProcessChange& change : changes)
        rows.push_back(changeRow(change, style));
    return rows;
}

}  // namespace baro::ui
