#include "ui/HeaderBar.h"

#include <QComboBox>
#include <QTest>
#include <QToolButton>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/Playback.h"

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
        Playback playback(parts.cursor);
        HeaderBar header(parts.context(), playback);
        header.resize(900, 48);
        header.show();
        const auto past = [&] { return pixelsOf(header.grab().toImage(), parts.theme.color(Role::Past)); };
        QCOMPARE(past(), 0);
        parts.cursor.travelTo(1'799'999'900'000);
        QVERIFY(past() > 1000);
        parts.cursor.goLive();
        QCOMPARE(past(), 0);
    }

    void onlyThePastCanBePlayed() {
        test::WindowParts parts;
        parts.cursor.advance(1'800'000'000'000);
        Playback playback(parts.cursor);
        HeaderBar header(parts.context(), playback);
        header.show();
        QToolButton* play = nullptr;
        for (QToolButton* button : header.findChildren<QToolButton*>())
            if (button->accessibleName() == "Play") play = button;
        QComboBox* speed = nullptr;
        for (QComboBox* box : header.findChildren<QComboBox*>())
            if (box->findText(QString::fromUtf8("60×")) >= 0) speed = box;
        QVERIFY(play != nullptr && speed != nullptr);
        QVERIFY(!play->isVisible() && !speed->isVisible());
        parts.cursor.travelTo(1'799'999'900'000);
        QVERIFY(play->isVisible() && speed->isVisible());
        QCOMPARE(speed->currentText(), QString::fromUtf8("10×"));
        play->click();
        QVERIFY(playback.isPlaying());
        emit speed->activated(2);
        QCOMPARE(playback.speed(), 60);
        QCOMPARE(play->accessibleName(), QString("Stop playing"));
        parts.cursor.goLive();
        QVERIFY(!play->isVisible() && !speed->isVisible());
    }

    void offersTheRangesThatTheRecordReaches() {
        test::WindowParts parts;
        parts.cursor.advance(1'800'000'000'000);
        Playback playback(parts.cursor);
        const HeaderBar header(parts.context(), playback);
        const QComboBox* ranges = nullptr;
        for (const QComboBox* box : header.findChildren<QComboBox*>())
            if (box->findText("5 min") >= 0) ranges = box;
        QCOMPARE(ranges->itemText(ranges->count() - 1), QString("3 h"));
        parts.cursor.setRecordedSince(1'800'000'000'000 - 30 * 3'600'000LL);
        QCOMPARE(ranges->itemText(ranges->count() - 1), QString("7 d"));
        QCOMPARE(ranges->itemText(ranges->count() - 2), QString("24 h"));
        QCOMPARE(ranges->currentText(), QString("5 min"));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::HeaderBarTest)
#include "HeaderBarTest.moc"
