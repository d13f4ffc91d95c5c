#include "ui/models/CollectionTable.h"

#include <QCoreApplication>
#include <QDateTime>

#include "ui/ClockText.h"
#include "ui/MachineText.h"
#include "ui/models/CollectorTable.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct CollectionWords {
    Q_DECLARE_TR_FUNCTIONS(CollectionTable)
};

// To the nearest second: ticks come some milliseconds early or late.
QString nearestSecond(std::int64_t moment) {
    const QDateTime nearest = QDateTime::fromMSecsSinceEpoch(moment + 500);
    return clockText(nearest.time(), ClockForm::Seconds);
}

TableCell momentCell(std::optional<std::int64_t> moment, const QString& whyUnknown) {
    if (!moment) return unknownCell(whyUnknown);
    return {nearestSecond(*moment), static_cast<double>(*moment), {}, Unit::Timestamp};
}

TableRow collectionRow(const CollectorStanding& standing, const FormatStyle& style) {
    const CollectorHealth& health = standing.health;
    const bool isOnce = health.interval == Nanoseconds::zero();
    return {machineText(health.name),
            {machineCell(health.name), textCell(stateText(health.state)),
             isOnce ? TableCell{CollectionWords::tr("once"), 0, {}}
                    : numberCell(seconds(health.interval), Unit::Seconds, style),
             momentCell(standing.lastReading, CollectionWords::tr("It was not read yet.")),
             momentCell(standing.nextReading, CollectionWords::tr("It is read once.")),
             numberCell(static_cast<double>(standing.recentFailures), Unit::None, style),
             machineCell(health.reason)},
            health.state == CollectorHealth::State::Absent};
}

QString failureText(const CollectionState& state) {
    const bool isWholeDay = *state.lastCollection - state.countedSince >= 86'400'000;
    const auto count = static_cast<int>(state.recentFailures);
    const QString since = isWholeDay ? CollectionWords::tr("in the last 24 h")
                                     : CollectionWords::tr("since %1").arg(nearestSecond(state.countedSince));
    return count == 0 ? CollectionWords::tr("no failures %1").arg(since)
                      : CollectionWords::tr("%n failure(s) %1", nullptr, count).arg(since);
}

}  // namespace

std::vector<TableColumn> collectionColumns() {
    return {
        {CollectionWords::tr("Collector"), {}, false},
        {CollectionWords::tr("State"), {}, false},
        {CollectionWords::tr("Reads every"), {}, true},
        {CollectionWords::tr("Last reading"), {}, true},
        {CollectionWords::tr("Next reading"), {}, true},
        {CollectionWords::tr("Failures"), CollectionWords::tr("In the last 24 h, while Barograph ran"), true},
        {CollectionWords::tr("Reason"), {}, false}};
}

std::vector<TableRow> collectionRows(const CollectionState& state, const FormatStyle& style) {
    std::vector<TableRow> rows;
    rows.reserve(state.collectors.size());
    for (const CollectorStanding& standing : state.collectors)
        rows.push_back(collectionRow(standing, style));
    return rows;
}

QString collectionSentence(const CollectionState& state) {
    if (!state.lastCollection) return CollectionWords::tr("Nothing was collected yet");
    QStringList parts;
    parts << CollectionWords::tr("last collection %1").arg(nearestSecond(*state.lastCollection));
    if (state.lateMilliseconds)
        parts << CollectionWords::tr("none for %1 s").arg(*state.lateMilliseconds / 1000);
    else if (state.nextCollection)
        parts << CollectionWords::tr("next %1").arg(nearestSecond(*state.nextCollection));
    if (state.failing > 0)
        parts << CollectionWords::tr("%1 of %2 collectors fail")
                     .arg(state.failing)
                     .arg(state.collectors.size());
    parts << failureText(state);
    if (state.sampledBy != 0) parts << CollectionWords::tr("by process %1").arg(state.sampledBy);
    const QString all = parts.join(QStringLiteral(", "));
    return state.isHealthy() ? CollectionWords::tr("Healthy: %1").arg(all)
                             : CollectionWords::tr("Degraded: %1").arg(all);
}

}  // namespace baro::ui
