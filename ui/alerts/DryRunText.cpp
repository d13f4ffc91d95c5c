#include "ui/alerts/DryRunText.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/metrics/Format.h"
#include "ui/models/AlertTables.h"

namespace baro::ui {
namespace {

struct DryRunWords {
    Q_DECLARE_TR_FUNCTIONS(DryRunText)
};

constexpr std::int64_t dryRunDay = 86'400'000;

// Whom it was about most often.
QString mostlyAbout(const std::vector<alerts::AlertRun>& runs) {
    std::map<QString, int> counts;
    for (const alerts::AlertRun& run : runs)
        ++counts[alertSubject(run.labels)];
    const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    return counts.size() > 1 && !most->first.isEmpty() ? most->first : QString();
}

QString lookedAtText(TimeRange looked) {
    const std::int64_t length = looked.to - looked.from;
    // A first value some minutes late is none that is missing.
    const std::int64_t days = (length + dryRunDay / 100) / dryRunDay;
    if (days >= 2 && length < days * dryRunDay + dryRunDay / 2)
        return DryRunWords::tr("the last %1 days").arg(days);
    return DryRunWords::tr("the last %1")
        .arg(QString::fromStdString(formatDuration(static_cast<double>(length) / 1000)));
}

}  // namespace

QString dryRunText(const std::vector<alerts::AlertRun>& runs, TimeRange looked) {
    const QString when = lookedAtText(looked);
    if (runs.empty()) return DryRunWords::tr("It would not have fired in %1.").arg(when);
    const auto longest =
        std::ranges::max(runs, {}, [](const auto& run) { return run.fired.to - run.fired.from; });
    const double seconds = static_cast<double>(longest.fired.to - longest.fired.from) / 1000;
    QString text = DryRunWords::tr("It would have fired %n time(s) in %1, at most for %2", nullptr,
                                   static_cast<int>(runs.size()))
                       .arg(when, QString::fromStdString(formatDuration(seconds)));
    if (const QString who = mostlyAbout(runs); !who.isEmpty())
        text += DryRunWords::tr(", mostly %1").arg(who);
    return text + QLatin1Char('.');
}

}  // namespace baro::ui
