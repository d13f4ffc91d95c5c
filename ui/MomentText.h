// A moment as people type it, and as they read it.
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>

namespace baro::ui {

// "now", "-2h", "-90s", "03:12", "03:12:40", "yesterday 03:12", "2026-11-20 03:12", ISO 8601 with or without
// a zone, or seconds since 1970; a time without a date is the last one that was, and local. Nothing for any
// other text.
std::optional<QDateTime> momentOf(const QString& text, const QDateTime& now);

// How the day of a time that is over is written, as QLocale::toString() takes it: its weekday or, where that
// could be taken for one of this week, its date.
QString dayFormat(const QDateTime& time, const QDateTime& now);

}  // namespace baro::ui
