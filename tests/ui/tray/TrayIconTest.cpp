#include "ui/tray/TrayIcon.h"

#include <QTest>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"

using namespace baro;
using namespace baro::ui;

class TrayIconTest : public QObject {
    Q_OBJECT

  private slots:
    void theBadgeTellsHowManyFire() {
        test::WindowParts parts;
        TrayIcon tray(parts.context(), {});
        const QImage none = tray.picture();
        QCOMPARE(tray.toolTip(), QString("Barograph"));
        tray.setBadge({2, alerts::AlertSeverity::Warning, "HostHot"});
        const QImage warning = tray.picture();
        QVERIFY(warning != none);
        QVERIFY(tray.toolTip().contains("2 alert"));
        QVERIFY(tray.toolTip().endsWith("HostHot"));
        tray.setBadge({2, alerts::AlertSeverity::Critical, "HostHot"});
        QVERIFY(tray.picture() != warning);
        QCOMPARE(tray.picture().pixelColor(53, 4), darkPalette()[Role::Danger]);
        tray.setBadge({});
        QCOMPARE(tray.picture(), none);
        QCOMPARE(tray.toolTip(), QString("Barograph"));
    }
};

BARO_GUI_TEST(TrayIconTest)
#include "TrayIconTest.moc"
