#include "ui/MomentText.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace baro::ui {
namespace {

std::optional<QTime> timeOfDay(const QString& text) {
    for (const char* format : {"H:mm", "H:mm:ss"})
        if (const QTime time = QTime::fromString(text, QLatin1String(format)); time.isValid()) return time;
    return std::nullopt;
}

std::optional<QDateTime> agoOf(const QString& text, const QDateTime& now) {
    static const QRegularExpression pattern(QStringLiteral("^-\\s*(\\d{1,7})\\s*([smhd])$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch()) return std::nullopt;
    const qint64 count = match.captured(1).toLongLong();
    switch (match.captured(2).front().toLatin1()) {
        case 's':
            return now.addSecs(-count);
        case 'm':
            return now.addSecs(-count * 60);
        case 'h':
            return now.addSecs(-count * 3600);
        default:
            return now.addDays(-count);
    }
}

std::optional<QDateTime> dateAndTime(const QString& text) {
    if (const auto iso = QDateTime::fromString(text, Qt::ISODate); iso.isValid()) return iso;
    const qsizetype space = text.indexOf(QLatin1Char(' '));
    const QDate date = QDate::fromString(text.left(space), Qt::ISODate);
    const auto time = timeOfDay(text.mid(space + 1));
    if (space < 0 || !date.isValid() || !time) return std::nullopt;
    return QDateTime(date, *time);
}

}  // namespace

std::optional<QDateTime> momentOf(const QString& text, const QDateTime& now) {
    const QString typed = text.simplified().toLower();
    if (typed == QLatin1String("now")) return now;
    if (const auto ago = agoOf(typed, now)) return ago;
    if (const auto time = timeOfDay(typed)) {
        const QDateTime today(now.date(), *time);
        return today <= now ? today : QDateTime(now.date().addDays(-1), *time);
    }
    if (const QString day = QStringLiteral("yesterday "); typed.startsWith(day)) {
        const auto time = timeOfDay(typed.mid(day.size()));
        return time ? std::optional(QDateTime(now.date().addDays(-1), *time)) : std::nullopt;
    }
    if (const auto both = dateAndTime(text.simplified())) return both;
    bool isNumber = false;
    const double seconds = typed.toDouble(&isNumber);
    if (!isNumber || !(seconds >= 1e8) || seconds > 1e11) return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(seconds * 1000));
}

}  // namespace baro::ui
