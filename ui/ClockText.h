// Times and days as people read them: in the order, and by the 12 or 24 hours, that the locale asks for. What
// people type is in ui/MomentText.h, what files say is ISO 8601.
#pragma once

#include <QDateTime>
#include <QString>

namespace baro::ui {

// For de_DE "15:05", "15:05:09", "15:05:09,250"; for en_US "3:05 PM", "3:05:09 PM", "3:05:09.250 PM".
enum class ClockForm { Minutes, Seconds, Milliseconds };

// For en_GB "Mon", "23 Nov", "23 Nov 2026", "Mon 23 Nov", "Mon 23 Nov 2026".
enum class DayForm { Weekday, Day, DayAndYear, WeekdayAndDay, Whole };

// All of them: local time, any thread.
QString clockText(const QTime& time, ClockForm form);
QString dayText(const QDate& date, DayForm form);
QString momentText(const QDateTime& moment, DayForm day, ClockForm clock);

// How the day of a time that is over is written: its weekday or, where that could be taken for one of this
// week, its date.
DayForm dayFormOf(const QDateTime& time, const QDateTime& now);

}  // namespace baro::ui
