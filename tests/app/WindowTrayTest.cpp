#include "app/WindowTray.h"

#include <QStandardPaths>
#include <QTest>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/MainWindow.h"
#include "ui/pages/PageList.h"

using namespace baro;
using namespace baro::app;

namespace {

// Without a screen there is no tray.
struct TrayDesk : test::WindowParts {
    explicit TrayDesk(const WindowOptions& options) : tray(shown, {}, window, options) {
        QCoreApplication::processEvents();
    }

    const ui::PageContext shown = context();
    ui::MainWindow window{shown, ui::pageList(), QString()};
    WindowTray tray;
};

WindowOptions startedHidden() {
    WindowOptions options;
    options.hidden = true;
    return options;
}

}  // namespace

class WindowTrayTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void whatStartsHiddenIsMinimisedWithoutATray() {
        const TrayDesk desk(startedHidden());
        QVERIFY(desk.window.isMinimized());
    }

    void whatStartsShownIsLeftAlone() {
        const TrayDesk desk({});
        QVERIFY(!desk.window.isMinimized());
    }

    void aPictureAsksForNoTray() {
        WindowOptions options = startedHidden();
        options.screenshot = "p.png";
        const TrayDesk desk(options);
        QVERIFY(!desk.window.isMinimized());
    }

    void closingMinimisesWithoutATrayWhereThatIsSet() {
        TrayDesk desk({});
        desk.window.show();
        QVERIFY(desk.settings.set("window.close-without-tray", "minimise"));
        QVERIFY(!desk.window.close());
        QVERIFY(desk.window.isMinimized());
        QVERIFY(desk.window.isVisible());
    }

    void theIconComesAndGoesWithItsSetting() {
        TrayDesk desk({});
        QVERIFY(desk.tray.icon().isWanted());
        QVERIFY(desk.settings.set("tray.icon", "false"));
        QVERIFY(!desk.tray.icon().isWanted());
        QVERIFY(desk.settings.set("tray.icon", "true"));
        QVERIFY(desk.tray.icon().isWanted());
    }

    void thatClosingGoesOnInTheTrayIsToldOnce() {
        TrayDesk desk({});
        int told = 0;
        const Subscription counting = desk.settings.observe([&told](const Setting& changed) {
            if (changed.key == "window.close-to-tray-told") ++told;
        });
        emit desk.window.hiddenByClose();
        QVERIFY(desk.settings.boolean("window.close-to-tray-told"));
        emit desk.window.hiddenByClose();
        QCOMPARE(told, 1);
    }
};

BARO_GUI_TEST(WindowTrayTest)
#include "WindowTrayTest.moc"
