#include "ui/widgets/ClockTicks.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <array>

namespace baro::ui {
namespace {

constexpr std::int64_t aDay = 86'400;  // seconds

// From this day on or the next ones, at midnight; a day may have 23 or 25 hours.
std::vector<ClockTick> dayTicks(TimeRange range, int most) {
    const QDate first = QDateTime::fromMSecsSinceEpoch(range.from).date();
    const QDate last = QDateTime::fromMSecsSinceEpoch(range.to).date();
    constexpr std::array steps{1, 2, 7, 14, 28};
    const auto days = first.daysTo(last);
    qint64 step = steps.back();
    for (const int each : steps)
        if (days / each < most) {
            step = each;
            break;
        }
    while (days / step >= most)
        step *= 2;
    std::vector<ClockTick> ticks;
    for (QDate day = first; day <= last; day = day.addDays(step)) {
        const std::int64_t moment = day.startOfDay().toMSecsSinceEpoch();
        if (moment >= range.from && moment <= range.to)
            ticks.push_back({moment, QLocale().toString(day, QStringLiteral("d MMM"))});
    }
    return ticks;
}

QString textOf(const QDateTime& moment, std::int64_t step) {
    if (moment.time() == QTime(0, 0)) return QLocale().toString(moment.date(), QStringLiteral("d MMM"));
    return QLocale().toString(moment.time(),
                              step < 60 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

}  // namespace

std::vector<ClockTick> clockTicks(TimeRange range, int most) {
    if (range.to <= range.from) return {};
    most = std::max(1, most);
    constexpr std::array steps{1,   2,   5,    10,   15,   30,    60,    120,  300,
                               600, 900, 1800, 3600, 7200, 10800, 21600, 43200};
    const std::int64_t length = (range.to - range.from) / 1000;
    const auto fits = std::ranges::find_if(steps, [&](int step) { return length / step < most; });
    if (fits == steps.end() || length > 3 * aDay) return dayTicks(range, most);
    std::vector<ClockTick> ticks;
    const std::int64_t step = *fits;
    const QDateTime midnight = QDateTime::fromMSecsSinceEpoch(range.from).date().startOfDay();
    const std::int64_t begin = midnight.toMSecsSinceEpoch();
    const std::int64_t passed = (range.from - begin + step * 1000 - 1) / (step * 1000);
    for (std::int64_t moment = begin + passed * step * 1000; moment <= range.to; moment += step * 1000)
        ticks.push_back({moment, textOf(QDateTime::fromMSecsSinceEpoch(moment), step)});
    return ticks;
}

}  // namespace baro::ui
