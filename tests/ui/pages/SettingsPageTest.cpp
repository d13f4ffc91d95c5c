#include "ui/pages/SettingsPage.h"

#include <QCheckBox>
#include <QLabel>
#include <QtTest>
#include <memory>

#include "core/config/SettingTable.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/pages/PageList.h"

namespace baro::ui {
namespace {

struct SettingsFixture : test::WindowParts {
    SettingsFixture() : page(settingsPage().make(context(), nullptr)) { page->show(); }
    QLabel* labelWith(const QString& text) const {
        for (QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return label;
        return nullptr;
    }

    std::unique_ptr<Page> page;
};

}  // namespace

class SettingsPageTest : public QObject {
    Q_OBJECT

  private slots:
    void saysWhereMetricsAreServed() {
        SettingsFixture fixture;
        fixture.navigation.tell(Navigation::Service::Endpoint,
                                "metrics are served on http://127.0.0.1:9100/metrics", true);
        QVERIFY(fixture.labelWith("http://127.0.0.1:9100/metrics"));
        fixture.navigation.tell(Navigation::Service::Endpoint, "", true);
        QVERIFY(!fixture.labelWith("9100/metrics"));
    }

    void saysWhyTheyAreNot() {
        SettingsFixture fixture;
        fixture.navigation.tell(Navigation::Service::Endpoint,
                                "127.0.0.1:9100 is taken: <b>python3</b> (pid 7)", false);
        const QLabel* label = fixture.labelWith("<b>python3</b> (pid 7)");
        QVERIFY(label);
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QCOMPARE(label->palette().color(label->foregroundRole()), fixture.theme.color(Role::Warning));
    }

    void everyPageMayBeTheFirst() {
        const QString all = QString::fromUtf8(findSetting("window.start-page")->choices.data());
        QStringList ids{"last"};
        for (const PageEntry& page : pageList())
            ids << page.id;
        QCOMPARE(all.split(' '), ids);
    }

    void whatAPersonMayChangeHasAControl() {
        SettingsFixture fixture;
        QStringList without;
        for (const Setting& setting : settingTable) {
            const QString description = QString::fromUtf8(setting.description.data(),
                                                          static_cast<qsizetype>(setting.description.size()));
            const auto isOfIt = [&](const QWidget* widget) {
                return widget->accessibleName() == description;
            };
            if (std::ranges::none_of(fixture.page->findChildren<QWidget*>(), isOfIt))
                without << QString::fromUtf8(setting.key.data(), static_cast<qsizetype>(setting.key.size()));
        }
        // Kept by the program, or set in the process table itself.
        QCOMPARE(without, QStringList({"window.last-page", "window.close-to-tray-told", "processes.cpu-of",
                                       "processes.view", "processes.columns", "processes.column-widths",
                                       "processes.sort-by", "processes.sort-ascending",
                                       "processes.kernel-threads", "explore.history", "tables.layouts"}));
    }

    void actionsAreConfirmedOrNot() {
        SettingsFixture fixture;
        const QString name = QStringLiteral("Ask before ending a process or raising its priority.");
        for (QCheckBox* box : fixture.page->findChildren<QCheckBox*>())
            if (box->accessibleName() == name) box->click();
        QVERIFY(!fixture.settings.boolean("processes.confirm-actions"));
    }

    void saysWhereTheRecordIs() {
        SettingsFixture fixture;
        fixture.navigation.tell(Navigation::Service::Record, "recording to /data", true);
        fixture.navigation.tell(Navigation::Service::Endpoint, "metrics are served on port 9100", true);
        QVERIFY(fixture.labelWith("recording to /data"));
        QVERIFY(fixture.labelWith("port 9100"));
    }

    void saysWhetherAlertsArrive() {
        SettingsFixture fixture;
        fixture.navigation.tell(Navigation::Service::Alertmanagers, "Alerts do not reach http://a", false);
        const QLabel* label = fixture.labelWith("do not reach http://a");
        QVERIFY(label);
        QCOMPARE(label->palette().color(label->foregroundRole()), fixture.theme.color(Role::Warning));
    }

    void saysWhoseCostItIs() {
        SettingsFixture fixture;
        const auto frame = std::make_shared<const Frame>();
        fixture.collection.take(frame);
        fixture.page->showFrame(*frame);
        QVERIFY(!fixture.labelWith("which samples"));
        fixture.collection.take(frame, 4711);
        fixture.page->showFrame(*frame);
        QVERIFY(fixture.labelWith("process 4711"));
        fixture.cursor.advance(1'700'000'000'000);
        fixture.cursor.pause();
        fixture.page->showFrame(*frame);
        QVERIFY(!fixture.labelWith("process 4711"));
        QVERIFY(fixture.labelWith("process that recorded"));
    }

    // The page is made when somebody looks at it, which may be long after the endpoint has spoken.
    void knowsWhatWasSaidBefore() {
        test::WindowParts parts;
        parts.navigation.tell(Navigation::Service::Endpoint,
                              "metrics are served on http://[::1]:9100/metrics", true);
        const std::unique_ptr<Page> page(settingsPage().make(parts.context(), nullptr));
        page->show();
        const auto labels = page->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel* label) { return label->text().contains("[::1]:9100"); }));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::SettingsPageTest)
#include "SettingsPageTest.moc"
