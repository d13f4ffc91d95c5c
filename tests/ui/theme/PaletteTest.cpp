#include "ui/theme/Palette.h"

#include <QPen>
#include <QTest>
#include <set>

#include "tests/support/TestMain.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

namespace {

// WCAG 2.1: 1.4.3 asks 4.5 of text, 1.4.11 asks 3 of graphics.
constexpr double forText = 4.5;
constexpr double forGraphics = 3;

}  // namespace

class PaletteTest : public QObject {
    Q_OBJECT

    static void addPalettes() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    static const Palette& chosen() {
        QFETCH(const bool, dark);
        return dark ? darkPalette() : lightPalette();
    }
    static void verify(const QColor& front, const QColor& ground, double least) {
        const double ratio = contrastRatio(front, ground);
        QVERIFY2(ratio >= least,
                 qPrintable(QStringLiteral("%1 on %2: %3").arg(front.name(), ground.name()).arg(ratio)));
    }

  private slots:
    void knowsTheContrastOfBlackAndWhite() {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    }

    void textIsReadableOnEveryGround_data() { addPalettes(); }
    void textIsReadableOnEveryGround() {
        const Palette& palette = chosen();
        for (const Role ground : {Role::Window, Role::Sidebar, Role::Surface, Role::Raised, Role::Sunken})
            for (const Role text : {Role::Text, Role::QuietText})
                verify(palette[text], palette[ground], forText);
    }

    void coloredTextIsReadable_data() { addPalettes(); }
    void coloredTextIsReadable() {
        const Palette& palette = chosen();
        for (const Role ground : {Role::Window, Role::Sidebar, Role::Surface})
            for (const Role text : {Role::Accent, Role::Past, Role::Good, Role::Warning, Role::Danger})
                verify(palette[text], palette[ground], forText);
        verify(palette[Role::AccentText], palette[Role::Accent], forText);
        verify(palette[Role::PastText], palette[Role::Past], forText);
    }

    void figuresInSubjectColorsAreReadable_data() { addPalettes(); }
    void figuresInSubjectColorsAreReadable() {
        const Palette& palette = chosen();
        for (const QColor& subject : palette.subjects) {
            verify(subject, palette[Role::Surface], forText);
            verify(subject, palette[Role::Sidebar], forText);
        }
    }

    void linesStandOutFromTheCard_data() { addPalettes(); }
    void linesStandOutFromTheCard() {
        const Palette& palette = chosen();
        for (const QColor& line : palette.seriesColors)
            verify(line, palette[Role::Surface], forGraphics);
    }

    // For whoever does not tell the colours apart.
    void eachColorHasADashOfItsOwn() {
        std::set<QList<qreal>> dashes;
        for (int i = 0; i < static_cast<int>(seriesColorCount); ++i)
            dashes.insert(seriesPen(lightPalette(), i, 1).dashPattern());
        QCOMPARE(dashes.size(), seriesColorCount);
    }

    void seriesColorsDiffer_data() { addPalettes(); }
    void seriesColorsDiffer() {
        const Palette& palette = chosen();
        for (std::size_t i = 0; i < seriesColorCount; ++i)
            for (std::size_t j = i + 1; j < seriesColorCount; ++j)
                QVERIFY(palette.seriesColors[i] != palette.seriesColors[j]);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::PaletteTest)
#include "PaletteTest.moc"
