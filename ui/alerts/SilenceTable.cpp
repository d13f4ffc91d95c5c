#include "ui/alerts/SilenceTable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/series/LabelMatchers.h"
#include "ui/ClockText.h"
#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

struct SilenceWords {
    Q_DECLARE_TR_FUNCTIONS(SilenceTable)
};

constexpr qsizetype longestSilenceText = 300;

QString silenceText(std::string_view text) {
    const QString shown = machineText(text);
    return shown.size() <= longestSilenceText ? shown : shown.left(longestSilenceText) + QStringLiteral("…");
}

TableCell silenceTime(std::int64_t moment) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment);
    const bool isToday = time.date() == QDate::currentDate();
    return {isToday ? clockText(time.time(), ClockForm::Minutes)
                    : momentText(time, DayForm::WeekdayAndDay, ClockForm::Minutes),
            static_cast<double>(moment), QLocale().toString(time, QLocale::LongFormat), Unit::Timestamp};
}

TableCell heldBackCell(const alerts::Silence& silence, const alerts::AlertStanding& standing,
                       std::int64_t now) {
    if (!silence.isActive(now))
        return {SilenceWords::tr("from %1 on").arg(silenceTime(silence.startsAt).text), 0, {}};
    const std::size_t count = heldBack(silence.matchers, standing);
    return {countText(count), static_cast<double>(count), {}};
}

template <class Visit>
void visitActive(const alerts::AlertStanding& standing, Visit visit) {
    for (const alerts::GroupStanding& group : standing.groups)
        for (const alerts::RuleStanding& rule : group.rules)
            for (const alerts::Alert& alert : rule.alerts)
                if (alert.state != alerts::AlertState::Inactive) visit(alert.labels);
}

}  // namespace

std::vector<TableColumn> silenceColumns() {
    return {{SilenceWords::tr("Alerts"), SilenceWords::tr("Those with all of these labels"), false},
            {SilenceWords::tr("Until"), {}, true},
            {SilenceWords::tr("Holds back"), SilenceWords::tr("Alerts that are active now"), true},
            {SilenceWords::tr("Why"), {}, false}};
}

std::vector<TableRow> silenceRows(const std::vector<alerts::Silence>& silences,
                                  const alerts::AlertStanding& standing, std::int64_t now) {
    std::vector<const alerts::Silence*> shown;
    for (const alerts::Silence& silence : silences)
        if (silence.endsAt > now) shown.push_back(&silence);
    std::ranges::sort(shown, {},
                      [](const alerts::Silence* silence) { return std::pair(silence->endsAt, silence->id); });
    std::vector<TableRow> rows;
    for (const alerts::Silence* const silence : shown) {
        const QString whom = silenceText(alerts::toString(silence->matchers));
        rows.push_back({QString::fromStdString(silence->id),
                        {textCell(whom, whom), silenceTime(silence->endsAt),
                         heldBackCell(*silence, standing, now), textCell(silenceText(silence->comment))},
                        !silence->isActive(now)});
    }
    return rows;
}

std::size_t heldBack(const std::vector<LabelMatcher>& matchers, const alerts::AlertStanding& standing) {
    const auto compiled = LabelMatchers::compile(matchers);
    if (!compiled || matchers.empty()) return 0;
    std::size_t count = 0;
    visitActive(standing, [&](const Labels& labels) { count += compiled->match(labels) ? 1 : 0; });
    return count;
}

std::vector<Labels> silenceable(const alerts::AlertStanding& standing) {
    std::vector<Labels> all;
    std::set<std::string, std::less<>> names;
    visitActive(standing, [&](const Labels& labels) {
        all.push_back(labels);
        names.insert(std::string(labels.value("alertname")));
    });
    for (const alerts::GroupStanding& group : standing.groups)
        for (const alerts::RuleStanding& rule : group.rules)
            if (rule.definition.kind == alerts::RuleDefinition::Kind::Alerting &&
                names.insert(rule.definition.name).second)
                all.push_back(Labels({{"alertname", rule.definition.name}}));
    return all;
}

}  // namespace baro::ui
