#include "ui/ClockText.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace baro::ui {
namespace {

// A part of a format of QLocale: letters that stand for a value, or (field is 0) what is between two of them.
struct FormatPart {
    char16_t field = 0;
    QString text;
};
using FormatParts = std::vector<FormatPart>;

FormatParts partsOf(const QString& format, QStringView fields) {
    FormatParts parts;
    bool isQuoted = false;
    for (const QChar sign : format) {
        if (sign == u'\'') isQuoted = !isQuoted;
        const bool isField = !isQuoted && fields.contains(sign);
        const char16_t field = isField ? sign.unicode() : u'\0';
        if (parts.empty() || parts.back().field != field) parts.push_back({field, {}});
        parts.back().text += sign;
    }
    return parts;
}

QString joined(const FormatParts& parts) {
    QString format;
    for (const FormatPart& part : parts)
        format += part.text;
    return format.trimmed();
}

std::size_t placeOf(const FormatParts& parts, QStringView fields) {
    const auto found = std::ranges::find_if(
        parts, [&](const FormatPart& part) { return part.field != 0 && fields.contains(part.field); });
    return static_cast<std::size_t>(found - parts.begin());
}

// Without what only parts two words, such as ", ".
QString withoutEnd(QString text) {
    while (!text.isEmpty() && (text.back().isSpace() || QStringView(u",،、").contains(text.back())))
        text.chop(1);
    return text;
}

struct ClockFormats {
    QLocale locale;
    std::array<QString, 3> clocks;  // by ClockForm
    std::array<QString, 5> days;    // by DayForm
};

constexpr QStringView hourField = u"hH";
constexpr QStringView dayFields = u"dMy";

FormatParts clockParts(const QLocale& locale, QLocale::FormatType type) {
    QString format = locale.timeFormat(type);
    // A part of the day that Qt does not know; the hours beside it are those before or after noon.
    format.replace(QLatin1Char('B'), QLatin1String("AP"));
    FormatParts parts = partsOf(format, u"hHmszt");
    // A zone, with the brackets or the space around it.
    const std::size_t zone = placeOf(parts, u"t");
    if (zone == parts.size()) return parts;
    const auto at = parts.begin() + static_cast<std::ptrdiff_t>(zone);
    if (zone == 0)
        parts.erase(at, at + std::min<std::ptrdiff_t>(2, std::ssize(parts)));
    else {
        parts.erase(at, parts.end());
        parts.back().text.remove(QLatin1Char('(')).remove(QLatin1Char('['));
    }
    return parts;
}

// "h:mm AP" of "h:mm:ss AP"
QString withoutSeconds(FormatParts parts) {
    const std::size_t seconds = placeOf(parts, u"s");
    if (seconds == parts.size() || seconds == 0) return joined(parts);
    const auto at = parts.begin() + static_cast<std::ptrdiff_t>(seconds);
    parts.erase(at - 1, at + 1);
    return joined(parts);
}

// Seconds after the minutes, behind what stands before those. Where that has words, as in "15 h 05", the long
// format knows the word that is missing.
FormatParts withSeconds(const QLocale& locale) {
    FormatParts parts = clockParts(locale, QLocale::ShortFormat);
    const std::size_t minutes = placeOf(parts, u"m");
    if (minutes == 0 || minutes == parts.size() || placeOf(parts, u"s") != parts.size()) return parts;
    const QString between = parts[minutes - 1].text;
    if (std::ranges::any_of(between, [](QChar sign) { return sign.isLetter(); }))
        return clockParts(locale, QLocale::LongFormat);
    const auto after = parts.begin() + static_cast<std::ptrdiff_t>(minutes) + 1;
    parts.insert(after, {FormatPart{0, between}, FormatPart{u's', QStringLiteral("ss")}});
    return parts;
}

QString withMilliseconds(FormatParts parts, const QLocale& locale) {
    const std::size_t seconds = placeOf(parts, u"s");
    if (seconds < parts.size()) parts[seconds].text += locale.decimalPoint() + QStringLiteral("zzz");
    return joined(parts);
}

// The weekday of a long format, first or last, out of it. Gives whether it was the last.
bool takeWeekday(FormatParts& parts) {
    const auto weekday = std::ranges::find(parts, QStringLiteral("dddd"), &FormatPart::text);
    if (weekday == parts.end()) return false;
    const auto isDay = [](const FormatPart& part) { return part.field != 0; };
    const bool isLast = std::none_of(weekday + 1, parts.end(), isDay);
    if (!isLast) {
        parts.erase(parts.begin(), std::find_if(weekday + 1, parts.end(), isDay));
        return false;
    }
    parts.erase(weekday, parts.end());
    if (!parts.empty()) parts.back().text = withoutEnd(parts.back().text);
    return true;
}

// With what parts it from its neighbour.
void takeYear(FormatParts& parts) {
    const std::size_t year = placeOf(parts, u"y");
    if (year == parts.size()) return;
    const auto at = parts.begin() + static_cast<std::ptrdiff_t>(year);
    const auto isDay = [](const FormatPart& part) { return part.field != 0; };
    const auto next = std::find_if(at + 1, parts.end(), isDay);
    const bool isBehind = next == parts.end() && year > 0;
    parts.erase(isBehind ? at - 1 : at, next);
}

std::array<QString, 5> dayFormats(const QLocale& locale) {
    FormatParts parts = partsOf(locale.dateFormat(QLocale::LongFormat), dayFields);
    const bool isWeekdayLast = takeWeekday(parts);
    for (FormatPart& part : parts)
        if (part.text == QLatin1String("MMMM")) part.text.chop(1);
    const QString dayAndYear = joined(parts);
    takeYear(parts);
    const QString day = joined(parts);
    const auto withWeekday = [isWeekdayLast](const QString& date) {
        return isWeekdayLast ? date + QStringLiteral(" (ddd)") : QStringLiteral("ddd ") + date;
    };
    // One sign, as for Koreans and Japanese, could be a month or a day as well.
    const bool isSign = locale.dayName(Qt::Monday, QLocale::ShortFormat).size() == 1;
    return {isSign ? QStringLiteral("dddd") : QStringLiteral("ddd"), day, dayAndYear, withWeekday(day),
            withWeekday(dayAndYear)};
}

ClockFormats formatsOf(const QLocale& locale) {
    const FormatParts seconds = withSeconds(locale);
    return {locale,
            {withoutSeconds(clockParts(locale, QLocale::ShortFormat)), joined(seconds),
             withMilliseconds(seconds, locale)},
            dayFormats(locale)};
}

// Made once, as tables ask for hundreds of times every second.
const ClockFormats& clockFormats() {
    static thread_local ClockFormats formats = formatsOf(QLocale());
    if (const QLocale locale; locale != formats.locale) formats = formatsOf(locale);
    return formats;
}

const QString& formatOf(ClockForm form) {
    return clockFormats().clocks[static_cast<std::size_t>(form)];
}

const QString& formatOf(DayForm form) {
    return clockFormats().days[static_cast<std::size_t>(form)];
}

}  // namespace

QString clockText(const QTime& time, ClockForm form) {
    return QLocale().toString(time, formatOf(form));
}

QString dayText(const QDate& date, DayForm form) {
    return QLocale().toString(date, formatOf(form));
}

QString momentText(const QDateTime& moment, DayForm day, ClockForm clock) {
    // "Nov 23 3:05" would be hard to read.
    const bool endsWithDay = formatOf(day).endsWith(QLatin1Char('d')) && day != DayForm::Weekday;
    return dayText(moment.date(), day) + (endsWithDay ? QStringLiteral(", ") : QStringLiteral(" ")) +
           clockText(moment.time(), clock);
}

DayForm dayFormOf(const QDateTime& time, const QDateTime& now) {
    constexpr qint64 daysOfOneName = 7;
    constexpr qint64 daysOfOneDate = 300;
    const qint64 age = time.daysTo(now);
    return age < daysOfOneName ? DayForm::Weekday : age < daysOfOneDate ? DayForm::Day : DayForm::DayAndYear;
}

}  // namespace baro::ui
