#include "ui/theme/StandingDigits.h"

#include <QFontDatabase>
#include <QTest>

#include "tests/support/TestMain.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

class StandingDigitsTest : public QObject {
    Q_OBJECT

  private slots:
    void aFontThatHasThemStaysItself() {
        for (const char* family : {"Noto Sans", "DejaVu Sans", "Roboto", "Open Sans"}) {
            const QFont font(QLatin1String(family), 10);
            if (QFontInfo(font).family() != font.family()) continue;
            QVERIFY2(digitsStandStill(font), family);
            QCOMPARE(withStandingDigits(font).families(), font.families());
            QVERIFY(withStandingDigits(font).kerning());
        }
    }

    // Whichever fonts there are, with one of the usual ones among them.
    void everyFontGetsThem() {
        const bool canBeReplaced = QFontDatabase::hasFamily(QStringLiteral("Noto Sans")) ||
                                   QFontDatabase::hasFamily(QStringLiteral("DejaVu Sans"));
        for (const QString& family : QFontDatabase::families(QFontDatabase::Latin)) {
            const QFont font(family, 12, QFont::DemiBold);
            const QFont standing = withStandingDigits(font);
            QVERIFY2(digitsStandStill(standing) || !canBeReplaced, qPrintable(family));
            QCOMPARE(standing.pointSizeF(), font.pointSizeF());
            QCOMPARE(standing.weight(), font.weight());
        }
    }

    void allSizesOfTheThemeHaveThem() {
        const Theme theme(ThemeChoice::Light);
        for (const TextSize size : {TextSize::Caption, TextSize::Body, TextSize::Title, TextSize::Figure})
            QVERIFY(digitsStandStill(theme.font(size)));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::StandingDigitsTest)
#include "StandingDigitsTest.moc"
