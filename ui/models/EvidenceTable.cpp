#include "ui/models/EvidenceTable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>
#include <optional>

#include "ui/ClockText.h"
#include "ui/MachineText.h"
#include "ui/models/AlertTables.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

using alerts::AlertEvidence;

constexpr qsizetype mostFactCharacters = 1'000;

struct EvidenceWords {
    Q_DECLARE_TR_FUNCTIONS(EvidenceTable)
};

QString factText(std::string_view text) {
    const QString shown = machineText(text);
    return shown.size() <= mostFactCharacters ? shown : shown.left(mostFactCharacters) + QStringLiteral("…");
}

QString annotationText(const AlertEvidence& evidence, std::string_view name) {
    for (const auto& [key, text] : evidence.annotations)
        if (key == name) return factText(text);
    return {};
}

QString evidenceMoment(std::int64_t moment) {
    return momentText(QDateTime::fromMSecsSinceEpoch(moment), DayForm::Whole, ClockForm::Seconds);
}

// "some waited 12 %, all waited 3 %"
QString waitText(std::optional<double> some, std::optional<double> full, const FormatStyle& style) {
    QStringList parts;
    const auto ratio = [&](double value) {
        return QString::fromStdString(formatValue(value, Unit::Ratio, style));
    };
    if (some) parts << EvidenceWords::tr("some waited %1").arg(ratio(*some));
    if (full) parts << EvidenceWords::tr("all waited %1").arg(ratio(*full));
    return parts.join(QStringLiteral(", "));
}

TableCell rateCell(std::optional<double> value, const FormatStyle& style, Unit unit = Unit::BytesPerSecond) {
    return numberCell(value, unit, style);
}

}  // namespace

std::vector<std::pair<QString, QString>> evidenceFacts(const AlertEvidence& evidence, Unit unit,
                                                       const FormatStyle& style) {
    const alerts::EvidencePressure& pressure = evidence.pressure;
    const bool waited = evidence.activeAt < evidence.firedAt;
    return {
        {EvidenceWords::tr("Summary"), annotationText(evidence, "summary")},
        {EvidenceWords::tr("Description"), annotationText(evidence, "description")},
        {EvidenceWords::tr("About"), alertSubject(evidence.labels)},
        {EvidenceWords::tr("Value"), QString::fromStdString(formatValue(evidence.value, unit, style))},
        {EvidenceWords::tr("Rule"), factText(evidence.expression)},
        {EvidenceWords::tr("Crossed"), waited ? evidenceMoment(evidence.activeAt) : QString()},
        {EvidenceWords::tr("Fired"), evidenceMoment(evidence.firedAt)},
        {EvidenceWords::tr("Over"), evidence.resolvedAt ? evidenceMoment(*evidence.resolvedAt) : QString()},
        {EvidenceWords::tr("Waits for a processor"), waitText(pressure.cpuSome, pressure.cpuFull, style)},
        {EvidenceWords::tr("Waits for memory"), waitText(pressure.memorySome, pressure.memoryFull, style)},
        {EvidenceWords::tr("Waits for disks"), waitText(pressure.ioSome, pressure.ioFull, style)},
        {EvidenceWords::tr("Host"), factText(evidence.host)}};
}

QString evidenceProcessTitle(const AlertEvidence& evidence) {
    return EvidenceWords::tr("Processes at %1").arg(evidenceMoment(evidence.moment));
}

std::vector<TableColumn> evidenceProcessColumns() {
    return {{EvidenceWords::tr("Process"), {}, false},
            {EvidenceWords::tr("PID"), {}, true},
            {EvidenceWords::tr("User"), {}, false},
            {EvidenceWords::tr("Processor"), EvidenceWords::tr("100 % is one processor"), true},
            {EvidenceWords::tr("Memory"), {}, true},
            {EvidenceWords::tr("Read"), {}, true},
            {EvidenceWords::tr("Written"), {}, true},
            {EvidenceWords::tr("Network"), EvidenceWords::tr("Where the alert is about that"), true}};
}

std::vector<TableRow> evidenceProcessRows(const AlertEvidence& evidence, const FormatStyle& style) {
    std::vector<TableRow> rows;
    for (const alerts::EvidenceProcess& process : evidence.processes)
        rows.push_back({QString::number(process.pid),
                        {textCell(factText(process.name)),
                         {QString::number(process.pid), static_cast<double>(process.pid), {}},
                         textCell(factText(process.user)),
                         numberCell(process.cpu, Unit::Ratio, style),
                         numberCell(static_cast<double>(process.residentBytes), Unit::Bytes, style),
                         rateCell(process.readBytesPerSecond, style),
                         rateCell(process.writtenBytesPerSecond, style),
                         rateCell(process.networkBytesPerSecond, style, Unit::NetworkBytesPerSecond)},
                        false});
    return rows;
}

}  // namespace baro::ui
