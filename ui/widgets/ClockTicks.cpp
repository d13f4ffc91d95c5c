#include "ui/widgets/ClockTicks.h"

#include <QDateTime>
#include <algorithm>
#include <array>
#include <utility>

#include "ui/ClockText.h"

namespace baro::ui {
namespace {

constexpr std::int64_t aDay = 86'400;  // seconds
// Beyond, dates say more, and the clock may be changed within.
constexpr std::int64_t longestByTheClock = 3 * aDay;

// Every so many days at midnight; a day may have 23 or 25 hours.
std::vector<std::int64_t> dayMoments(TimeRange range, std::int64_t days) {
    const QDate last = QDateTime::fromMSecsSinceEpoch(range.to).date();
    std::vector<std::int64_t> moments;
    QDate day = QDateTime::fromMSecsSinceEpoch(range.from).date();
    if (day.startOfDay().toMSecsSinceEpoch() < range.from) day = day.addDays(1);
    for (; day <= last; day = day.addDays(days))
        moments.push_back(day.startOfDay().toMSecsSinceEpoch());
    return moments;
}

// Every so many seconds of the first day's clock.
std::vector<std::int64_t> clockMoments(TimeRange range, std::int64_t seconds) {
    const QDateTime midnight = QDateTime::fromMSecsSinceEpoch(range.from).date().startOfDay();
    const std::int64_t begin = midnight.toMSecsSinceEpoch();
    const std::int64_t step = seconds * 1000;
    std::vector<std::int64_t> moments;
    for (std::int64_t moment = begin + (range.from - begin + step - 1) / step * step; moment <= range.to;
         moment += step)
        moments.push_back(moment);
    return moments;
}

std::vector<std::int64_t> momentsWithin(TimeRange range, std::size_t most) {
    constexpr std::array steps{1,   2,   5,    10,   15,   30,    60,    120,  300,
                               600, 900, 1800, 3600, 7200, 10800, 21600, 43200};
    const std::int64_t seconds = (range.to - range.from) / 1000;
    const auto few = static_cast<std::int64_t>(most);
    if (seconds <= longestByTheClock)
        for (const std::int64_t step : steps)
            if (seconds / step <= few)
                if (auto moments = clockMoments(range, step); moments.size() <= most) return moments;
    constexpr std::array dayCounts{1, 2, 7, 14};
    for (const std::int64_t days : dayCounts)
        if (seconds / aDay / days <= few)
            if (auto moments = dayMoments(range, days); moments.size() <= most) return moments;
    std::int64_t days = 28;
    while (seconds / aDay / days >= few)
        days *= 2;
    return dayMoments(range, days);
}

QString textOf(std::int64_t moment, bool hasSeconds) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(moment);
    if (local.time() == QTime(0, 0)) return dayText(local.date(), DayForm::Day);
    return clockText(local.time(), hasSeconds ? ClockForm::Seconds : ClockForm::Minutes);
}

}  // namespace

std::vector<ClockTick> clockTicks(TimeRange range, int most) {
    if (range.to <= range.from) return {};
    const auto moments = momentsWithin(range, static_cast<std::size_t>(std::max(1, most)));
    const bool hasSeconds = moments.size() > 1 && moments[1] - moments[0] < 60'000;
    std::vector<ClockTick> ticks;
    ticks.reserve(moments.size());
    for (const std::int64_t moment : moments)
        ticks.push_back({moment, textOf(moment, hasSeconds)});
    return ticks;
}

std::vector<ClockLabel> clockLabels(TimeRange range, double left, double right,
                                    const QFontMetricsF& metrics) {
    constexpr double gap = 12;
    const auto length = static_cast<double>(std::max<std::int64_t>(1, range.to - range.from));
    const auto fitting = [&](ClockForm form) {
        constexpr double least = 52;
        const double widest = std::max(least, metrics.horizontalAdvance(clockText(QTime(22, 58, 58), form)));
        return std::max(2, static_cast<int>((right - left) / (widest + gap)));
    };
    int most = fitting(ClockForm::Minutes);
    if (length / most < 60'000) most = fitting(ClockForm::Seconds);
    double end = left - gap;
    std::vector<ClockLabel> labels;
    for (ClockTick& tick : clockTicks(range, most)) {
        ClockLabel label{left + static_cast<double>(tick.moment - range.from) / length * (right - left), 0,
                         metrics.horizontalAdvance(tick.text), std::move(tick.text)};
        label.left = std::max(left, std::min(label.mark - label.width / 2, right - label.width));
        // The first and the last stay inside, so the one beside them may have to go.
        if (label.left < end + gap / 2) label.text.clear();
        if (!label.text.isEmpty()) end = label.left + label.width;
        labels.push_back(std::move(label));
    }
    return labels;
}

}  // namespace baro::ui
