#include "ui/theme/StandingDigits.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStringList>
#include <cmath>

namespace baro::ui {

bool digitsStandStill(const QFont& font) {
    constexpr double visible = 0.05;  // pixels
    const QFontMetricsF metrics(font);
    const double usual = metrics.horizontalAdvance(QStringLiteral("0000"));
    for (char16_t digit = u'1'; digit <= u'9'; ++digit)
        // Several of them, as some fonts draw "11" together.
        if (std::abs(metrics.horizontalAdvance(QString(4, QChar(digit))) - usual) > visible) return false;
    return true;
}

QFont withStandingDigits(const QFont& font) {
    QFont wanted = font;
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    wanted.setFeature("tnum", 1);
#endif
    if (digitsStandStill(wanted)) return wanted;
    QFont standing = wanted;
    standing.setKerning(false);
    if (digitsStandStill(standing)) return standing;
    for (const char* family : {"Noto Sans", "DejaVu Sans"}) {
        standing = wanted;
        standing.setFamilies({QLatin1String(family)});
        if (QFontDatabase::hasFamily(QLatin1String(family)) && digitsStandStill(standing)) return standing;
    }
    return wanted;
}

}  // namespace baro::ui
