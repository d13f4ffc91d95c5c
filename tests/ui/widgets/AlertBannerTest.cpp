#include "ui/widgets/AlertBanner.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;
using alerts::AlertSeverity;

namespace {

QStringList bannerTexts(const AlertBanner& banner) {
    QStringList texts;
    for (const QLabel* label : banner.findChildren<QLabel*>())
        if (label->isVisibleTo(&banner)) texts << label->text();
    return texts;
}

void press(AlertBanner& banner, const QString& text) {
    for (QPushButton* button : banner.findChildren<QPushButton*>())
        if (button->text() == text) button->click();
}

}  // namespace

class AlertBannerTest : public QObject {
    Q_OBJECT

  private slots:
    void theGravestComesFirst() {
        Theme theme(ThemeChoice::Dark);
        AlertBanner banner(theme);
        QVERIFY(banner.isHidden());
        banner.tell({"a", "A", "body", AlertSeverity::Warning});
        QVERIFY(!banner.isHidden());
        QCOMPARE(bannerTexts(banner), QStringList({"A", "body"}));
        banner.tell({"b", "B", "", AlertSeverity::Critical});
        banner.tell({"c", "C", "", AlertSeverity::Info});
        QCOMPARE(bannerTexts(banner), QStringList({"B", "and 2 more"}));
        banner.tell({"b", "B again", "", AlertSeverity::Critical});
        QCOMPARE(banner.all().size(), 3);
        banner.remove("b");
        banner.remove("c");
        QCOMPARE(bannerTexts(banner), QStringList({"A", "body"}));
        banner.remove("a");
        QVERIFY(banner.isHidden());
    }

    void buttonsSayWhatIsWanted() {
        Theme theme(ThemeChoice::Light);
        AlertBanner banner(theme);
        QSignalSpy shows(&banner, &AlertBanner::showWanted);
        QSignalSpy silences(&banner, &AlertBanner::silenceWanted);
        QSignalSpy closings(&banner, &AlertBanner::closed);
        for (const char* key : {"c", "b", "a"})
            banner.tell({key, key, {}});
        press(banner, "Show");
        press(banner, "Silence for an hour");
        press(banner, "Close");
        QCOMPARE(shows.at(0).at(0).toString(), QString("a"));
        QCOMPARE(silences.at(0).at(0).toString(), QString("b"));
        QCOMPARE(closings.at(0).at(0).toString(), QString("c"));
        QVERIFY(banner.isHidden());
        press(banner, "Close");
        QCOMPARE(closings.size(), 1);
    }

    void textIsPlain() {
        Theme theme(ThemeChoice::Light);
        AlertBanner banner(theme);
        banner.tell({"a", "<b>x</b>", "<img src=x>"});
        QCOMPARE(bannerTexts(banner), QStringList({"<b>x</b>", "<img src=x>"}));
        for (const QLabel* label : banner.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        for (const QPushButton* button : banner.findChildren<QPushButton*>())
            QVERIFY(!button->accessibleName().isEmpty());
    }

    void theColourTellsHowGrave() {
        Theme theme(ThemeChoice::Light);
        AlertBanner banner(theme);
        banner.resize(800, 80);
        const auto edge = [&banner] { return banner.grab().toImage().pixelColor(2, 20); };
        banner.tell({"a", "A", {}, AlertSeverity::Warning});
        QCOMPARE(edge(), theme.color(Role::Warning));
        banner.tell({"b", "B", {}, AlertSeverity::Critical});
        QCOMPARE(edge(), theme.color(Role::Danger));
    }
};

BARO_GUI_TEST(AlertBannerTest)
#include "AlertBannerTest.moc"
