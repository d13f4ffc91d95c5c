#include "ui/alerts/NoticeText.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <string_view>

#include "core/alerts/ShownText.h"

namespace baro::ui {
namespace {

constexpr std::size_t mostTitleBytes = 120;
constexpr std::size_t mostLineBytes = 240;
constexpr std::size_t mostAlertLines = 3;
constexpr std::size_t mostRuleNames = 5;

struct NoticeWords {
    Q_DECLARE_TR_FUNCTIONS(NoticeText)
};

QString noticeLine(std::string_view text, std::size_t most) {
    return QString::fromStdString(alerts::shownText(text, most));
}

// What "summary" or "description" say; those are what the rules of most people have.
std::string_view annotationOf(const alerts::Alert& alert, std::string_view name) {
    const auto found =
        std::ranges::find(alert.annotations, name, &std::pair<std::string, std::string>::first);
    return found == alert.annotations.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view sentenceOf(const alerts::Alert& alert) {
    const std::string_view summary = annotationOf(alert, "summary");
    return summary.empty() ? alert.labels.value("alertname") : summary;
}

QString titleOf(const alerts::AlertNotice& notice) {
    const auto count = static_cast<int>(notice.firing.size());
    const alerts::Alert& first = notice.firing.front();
    const QString what = count == 1
                             ? noticeLine(sentenceOf(first), mostTitleBytes)
                             : NoticeWords::tr("%1: %n alert(s)", nullptr, count).arg(alertName(first));
    return notice.severity == alerts::AlertSeverity::Critical ? NoticeWords::tr("Critical: %1").arg(what)
                                                              : what;
}

// Of one alert what its title has not said yet; of several one line each.
QStringList alertLines(const alerts::AlertNotice& notice) {
    QStringList lines;
    if (notice.firing.size() == 1) {
        if (const auto description = annotationOf(notice.firing.front(), "description"); !description.empty())
            lines << noticeLine(description, mostLineBytes);
        return lines;
    }
    const std::size_t shown = std::min(mostAlertLines, notice.firing.size());
    for (std::size_t i = 0; i < shown; ++i)
        lines << noticeLine(sentenceOf(notice.firing[i]), mostLineBytes);
    if (const auto rest = static_cast<int>(notice.firing.size() - shown); rest > 0)
        lines << NoticeWords::tr("and %n more", nullptr, rest);
    return lines;
}

}  // namespace

QString alertName(const alerts::Alert& alert) {
    return noticeLine(alert.labels.value("alertname"), mostTitleBytes);
}

NoticeText textOf(const alerts::AlertNotice& notice, const QString& blame) {
    if (notice.firing.empty()) return {};
    QStringList lines = alertLines(notice);
    if (!blame.isEmpty()) lines << NoticeWords::tr("Most of it: %1").arg(blame);
    return {titleOf(notice), lines.join(QLatin1Char('\n'))};
}

NoticeText textOfMany(std::span<const alerts::AlertNotice* const> notices) {
    QStringList names;
    for (const alerts::AlertNotice* const notice : notices.first(std::min(mostRuleNames, notices.size())))
        names << noticeLine(notice->of.rule, mostTitleBytes);
    if (const auto rest = static_cast<int>(notices.size() - static_cast<std::size_t>(names.size())); rest > 0)
        names << NoticeWords::tr("and %n more", nullptr, rest);
    return {NoticeWords::tr("%n other rule(s) fire", nullptr, static_cast<int>(notices.size())),
            names.join(QLatin1Char('\n'))};
}

}  // namespace baro::ui
