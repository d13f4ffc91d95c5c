#include "ui/history/PeriodColumns.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/Formatting.h"
#include "ui/series/SampleGrid.h"

namespace baro::ui {
namespace {

struct ColumnWords {
    Q_DECLARE_TR_FUNCTIONS(PeriodColumns)
};

constexpr std::int64_t columnMinute = 60'000;
constexpr std::int64_t columnHour = 60 * columnMinute;
constexpr std::int64_t columnDay = 24 * columnHour;
constexpr std::int64_t fewColumns = 400;  // of an automatic choice

std::int64_t offsetAt(std::int64_t moment) {
    return std::int64_t{1000} * QDateTime::fromMSecsSinceEpoch(moment).offsetFromUtc();
}

std::int64_t automaticWidth(std::int64_t length) {
    constexpr std::array widths{columnMinute,      2 * columnMinute,  5 * columnMinute, 10 * columnMinute,
                                15 * columnMinute, 30 * columnMinute, columnHour,       2 * columnHour,
                                6 * columnHour,    12 * columnHour};
    for (const std::int64_t width : widths)
        if (length / width <= fewColumns) return width;
    return columnDay * (length / columnDay / fewColumns + 1);
}

// Fine enough for a spike, coarse enough for a month.
std::int64_t tickWithin(std::int64_t width) {
    if (width <= 10 * columnMinute) return 15'000;
    return width <= 2 * columnHour ? columnMinute : 5 * columnMinute;
}

ColumnChoice refused(const QString& how, std::int64_t points, std::int64_t width) {
    const double longest = static_cast<double>(mostPeriodPoints * width) / 1000;
    return {{},
            ColumnWords::tr("%1 would be %2 points a series, and %3 are allowed: choose %4 or less, or a "
                            "coarser resolution.")
                .arg(how, countText(points), countText(mostPeriodPoints),
                     longest < 7200         ? ColumnWords::tr("%1 min").arg(std::floor(longest / 60))
                     : longest < 2 * 86'400 ? ColumnWords::tr("%1 h").arg(std::floor(longest / 3600))
                                            : ColumnWords::tr("%1 days").arg(std::floor(longest / 86'400))),
            false};
}

ColumnChoice rawColumns(TimeRange range, const SamplePace& pace, int mostColumns) {
    const std::int64_t interval = std::max<std::int64_t>(1, pace.interval.count());
    const std::int64_t points = (range.to - range.from) / interval + 1;
    if (points > mostPeriodPoints) return refused(ColumnWords::tr("Raw"), points, interval);
    const std::int64_t width = interval * ((points - 1) / std::max(1, mostColumns) + 1);
    const SampleGrid grid =
        SampleGrid::through(pace.sample, std::chrono::milliseconds(interval), std::chrono::milliseconds(0));
    PeriodColumns columns{.from = grid.timeOf(grid.tickAt(range.from)), .width = width, .tick = interval};
    columns.count = (range.to - columns.from) / width + 1;
    columns.delay = grid.askedAt(0) - grid.timeOf(0);
    columns.end = range.to;
    return {columns, {}, true};
}

ColumnChoice wideColumns(TimeRange range, std::int64_t width, const QString& how) {
    const std::int64_t points = (range.to - range.from) / width;
    if (points > mostPeriodPoints) return refused(how, points, width);
    const std::int64_t offset = offsetAt(range.from);
    PeriodColumns columns{.width = width, .tick = tickWithin(width)};
    columns.from = floorDivide(range.from + offset, width) * width - offset;
    columns.count = (range.to - columns.from + width - 1) / width;
    columns.delay = columns.tick;
    columns.end = range.to;
    return {columns, {}, false};
}

}  // namespace

ColumnChoice columnsFor(TimeRange range, Resolution resolution, const SamplePace& pace, int mostColumns) {
    const std::int64_t length = range.to - range.from;
    switch (resolution) {
        case Resolution::Raw:
            return rawColumns(range, pace, mostColumns);
        case Resolution::Hourly:
            return wideColumns(range, columnHour, ColumnWords::tr("Hourly"));
        case Resolution::Daily:
            return wideColumns(range, columnDay, ColumnWords::tr("Daily"));
        case Resolution::Automatic:
            break;
    }
    if (length / std::max<std::int64_t>(1, pace.interval.count()) <= SampleGrid::mostTicks)
        return rawColumns(range, pace, mostColumns);
    return wideColumns(range, automaticWidth(length), {});
}

PeriodColumns columnsLike(const PeriodColumns& columns, TimeRange first, TimeRange other) {
    PeriodColumns like = columns;
    const std::int64_t back = first.from - other.from;
    like.from -= floorDivide(back + columns.width / 2, columns.width) * columns.width;
    like.count = std::max(columns.count, (other.to - like.from + columns.width - 1) / columns.width);
    like.end = other.to;
    return like;
}

std::int64_t rateRangeOf(const PeriodColumns& columns, const SamplePace& pace) {
    return std::max<std::int64_t>(columns.tick, pace.interval.count() * 5 / 2);
}

QString widthText(const PeriodColumns& columns, bool isRaw) {
    if (isRaw) return ColumnWords::tr("every sample");
    const std::int64_t width = columns.width;
    if (width == columnDay) return ColumnWords::tr("each day");
    if (width == columnHour) return ColumnWords::tr("each hour");
    if (width == columnMinute) return ColumnWords::tr("each minute");
    if (width % columnDay == 0) return ColumnWords::tr("each %1 days").arg(width / columnDay);
    if (width % columnHour == 0) return ColumnWords::tr("each %1 h").arg(width / columnHour);
    return ColumnWords::tr("each %1 min").arg(width / columnMinute);
}

}  // namespace baro::ui
