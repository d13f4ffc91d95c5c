#include "ui/history/HistoryChoice.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "ui/RangeText.h"

namespace baro::ui {
namespace {

struct ChoiceWords {
    Q_DECLARE_TR_FUNCTIONS(HistoryChoice)
};

constexpr std::int64_t anHour = 3'600'000;
constexpr std::int64_t longestLength = 3660 * 24 * anHour;

// The same times of day on another day, whatever the clock did in between.
std::int64_t daysBefore(std::int64_t moment, int days) {
    return QDateTime::fromMSecsSinceEpoch(moment).addDays(-days).toMSecsSinceEpoch();
}

TimeRange daysBefore(TimeRange range, int days) {
    return {daysBefore(range.from, days), daysBefore(range.to, days)};
}

std::optional<std::int64_t> lengthOf(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,5})\\s*([hd])$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch()) return std::nullopt;
    const std::int64_t unit = match.captured(2) == QLatin1String("h") ? anHour : 24 * anHour;
    const std::int64_t length = match.captured(1).toLongLong() * unit;
    return length > 0 && length <= longestLength ? std::optional(length) : std::nullopt;
}

bool takeComparison(const QString& text, const QDateTime& now, HistoryChoice& choice) {
    if (text == QLatin1String("before")) {
        choice.with = ComparedWith::PeriodBefore;
    } else if (text == QLatin1String("yesterday")) {
        choice.with = ComparedWith::Yesterday;
    } else if (text == QLatin1String("week")) {
        choice.with = ComparedWith::WeekAgo;
    } else {
        choice.with = ComparedWith::Range;
        choice.other = rangeOf(text, now);
        return choice.other.has_value();
    }
    return true;
}

}  // namespace

TimeRange HistoryChoice::first(std::int64_t now) const {
    return range.value_or(TimeRange{now - length, now});
}

std::optional<TimeRange> HistoryChoice::second(std::int64_t now) const {
    const TimeRange shown = first(now);
    switch (with) {
        case ComparedWith::Nothing:
            return std::nullopt;
        case ComparedWith::PeriodBefore:
            return TimeRange{shown.from - (shown.to - shown.from), shown.from};
        case ComparedWith::Yesterday:
            return daysBefore(shown, 1);
        case ComparedWith::WeekAgo:
            return daysBefore(shown, 7);
        case ComparedWith::Range:
            return other;
    }
    return std::nullopt;
}

QString nameOf(ComparedWith with) {
    switch (with) {
        case ComparedWith::PeriodBefore:
            return ChoiceWords::tr("the period before");
        case ComparedWith::Yesterday:
            return ChoiceWords::tr("a day before");
        case ComparedWith::WeekAgo:
            return ChoiceWords::tr("a week before");
        case ComparedWith::Range:
            return ChoiceWords::tr("the other range");
        case ComparedWith::Nothing:
            break;
    }
    return {};
}

std::optional<HistoryChoice> historyChoiceOf(const QString& text, const QDateTime& now) {
    static const QRegularExpression pattern(QStringLiteral("^(.+?)(?: (vs|minus) (.*))?$"));
    const auto words = pattern.match(text.simplified());
    if (!words.hasMatch()) return std::nullopt;
    HistoryChoice choice;
    if (const auto length = lengthOf(words.captured(1))) {
        choice.length = *length;
    } else {
        choice.range = rangeOf(words.captured(1), now);
        if (!choice.range) return std::nullopt;
    }
    choice.isDifference = words.captured(2) == QLatin1String("minus");
    const bool compares = words.hasCaptured(2);
    if (compares && !takeComparison(words.captured(3), now, choice)) return std::nullopt;
    return choice;
}

}  // namespace baro::ui
