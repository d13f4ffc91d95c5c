// A range of time as one text, and back: what one page gives another, and what is typed after --search.
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>

#include "core/series/SeriesSource.h"

namespace baro::ui {

// "2026-11-20T03:12:00.000Z/2026-11-20T04:00:00.000Z", as ISO 8601 writes it.
QString rangeText(TimeRange range);

// Two moments as ui/MomentText.h takes them, with a slash between: "yesterday 03:12/yesterday 04:00". Nothing
// when the second is not after the first.
std::optional<TimeRange> rangeOf(const QString& text, const QDateTime& now);

}  // namespace baro::ui
