// A moment as people type it. That is ISO 8601 whatever the locale, so that what is typed here, after --at
// and to baro is the same, and so is what fields for it show; ui/ClockText.h is how moments are read.
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>

namespace baro::ui {

// "now", "-2h", "-90s", "03:12", "03:12:40", "yesterday 03:12", "2026-11-20 03:12", ISO 8601 with or without
// a zone, or seconds since 1970; a time without a date is the last one that was, and local. Nothing for any
// other text.
std::optional<QDateTime> momentOf(const QString& text, const QDateTime& now);

}  // namespace baro::ui
