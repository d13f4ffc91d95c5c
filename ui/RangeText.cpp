#include "ui/RangeText.h"

#include "ui/MomentText.h"

namespace baro::ui {

QString rangeText(TimeRange range) {
    const auto text = [](std::int64_t moment) {
        return QDateTime::fromMSecsSinceEpoch(moment, Qt::UTC).toString(Qt::ISODateWithMs);
    };
    return text(range.from) + QLatin1Char('/') + text(range.to);
}

std::optional<TimeRange> rangeOf(const QString& text, const QDateTime& now) {
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    if (slash < 0) return std::nullopt;
    const auto from = momentOf(text.left(slash), now);
    const auto to = momentOf(text.mid(slash + 1), now);
    if (!from || !to || *to <= *from) return std::nullopt;
    return TimeRange{from->toMSecsSinceEpoch(), to->toMSecsSinceEpoch()};
}

}  // namespace baro::ui
