// What a person chose on the History page, as values: from it and the present follow the ranges. Pure.
#pragma once

#include <QDateTime>
#include <QString>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/series/SeriesSource.h"
#include "ui/history/PeriodColumns.h"

namespace baro::ui {

enum class ComparedWith { Nothing, PeriodBefore, Yesterday, WeekAgo, Range };

struct HistoryChoice {
    std::int64_t length = 3'600'000;      // of a range up to now, milliseconds
    std::optional<TimeRange> range = {};  // instead: one that was typed or dragged over
    Resolution resolution = Resolution::Automatic;
    ComparedWith with = ComparedWith::Nothing;
    std::optional<TimeRange> other = {};  // of ComparedWith::Range
    bool isDifference = false;

    TimeRange first(std::int64_t now) const;
    std::optional<TimeRange> second(std::int64_t now) const;
    bool operator==(const HistoryChoice&) const = default;
};

// "yesterday": what the second period is called; empty where it has no name but its times.
QString nameOf(ComparedWith with);

// What another page or --search says: "24h", "7d", or a range as ui/RangeText.h has it; then, if wanted, " vs
// " (or, for the difference, " minus ") and one of before, yesterday, week or a range. Nothing for other
// text.
std::optional<HistoryChoice> historyChoiceOf(const QString& text, const QDateTime& now);

}  // namespace baro::ui
