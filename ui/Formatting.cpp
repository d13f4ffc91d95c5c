#include "ui/Formatting.h"

#include <QLocale>
#include <limits>

namespace baro::ui {

namespace {

char localeSeparator() {
    const QString separator = QLocale().decimalPoint();
    return separator == QLatin1String(",") ? ',' : '.';
}

}  // namespace

Formatting::Formatting(QObject* parent) : QObject(parent) {
    style_.decimalSeparator = localeSeparator();
}

void Formatting::setStyle(const FormatStyle& style) {
    FormatStyle wanted = style;
    wanted.decimalSeparator = localeSeparator();
    if (wanted == style_) return;
    style_ = wanted;
    emit changed();
}

QString Formatting::text(double value, Unit unit) const {
    return QString::fromStdString(formatValue(value, unit, style_));
}

QString Formatting::text(const std::optional<double>& value, Unit unit) const {
    return text(value.value_or(std::numeric_limits<double>::quiet_NaN()), unit);
}

QString Formatting::duration(double seconds) const {
    return QString::fromStdString(formatDuration(seconds));
}

}  // namespace baro::ui
