#include "ui/HeaderBar.h"

#include <QTest>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"

namespace baro::ui {

namespace {

int pixelsOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == color.rgb();
    return count;
}

}  // namespace

class HeaderBarTest : public QObject {
    Q_OBJECT
  private slots:
    void thePastHasItsColour() {
        test::WindowParts parts;
        parts.cursor.advance(1'800'000'000'000);
        HeaderBar header(parts.context());
        header.resize(900, 48);
        header.show();
        const auto past = [&] { return pixelsOf(header.grab().toImage(), parts.theme.color(Role::Past)); };
        QCOMPARE(past(), 0);
        parts.cursor.travelTo(1'799'999'900'000);
        QVERIFY(past() > 1000);
        parts.cursor.goLive();
        QCOMPARE(past(), 0);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::HeaderBarTest)
#include "HeaderBarTest.moc"
