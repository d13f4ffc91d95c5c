#include "ui/SettingsSaver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <thread>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;

namespace {

struct KeptSettings {
    Settings load() const { return Settings::load({path(), {}, {}}); }
    std::string path() const { return folder.filePath("barograph.conf").toStdString(); }

    QTemporaryDir folder;
};

}  // namespace

class SettingsSaverTest : public QObject {
    Q_OBJECT

  private slots:
    // Whoever closes the window at once after a change has it at the next start.
    void whatIsPendingIsWrittenWhenItGoes() {
        const KeptSettings kept;
        const std::string layouts = "{\"disks.devices\":{\"hidden\":[\"A, \\\"b\\\" = #c\"]}}";
        Settings settings = kept.load();
        {
            SettingsSaver saver(settings);
            saver.set("tables.layouts", layouts);
            saver.set("chart.range", "60");
            QCOMPARE(kept.load().text("tables.layouts"), std::string());
        }
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(kept.load().text("tables.layouts"), layouts);
        QCOMPARE(kept.load().integer("chart.range"), 60);
    }

    void saysWhatCannotBeSaved() {
        const KeptSettings kept;
        Settings settings = Settings::load({kept.path() + "/below/a/file", {}, {}});
        QFile file(QString::fromStdString(kept.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        SettingsSaver saver(settings);
        const QSignalSpy failures(&saver, &SettingsSaver::failed);
        saver.set("chart.range", "60");
        saver.saveNow();
        QTRY_COMPARE(failures.count(), 1);
        QVERIFY(!settings.unsaved().empty());
    }

    // Each reads the file and writes it whole.
    void savingAtOnceLosesNothing() {
        const KeptSettings kept;
        for (int round = 0; round < 20; ++round) {
            const std::string range = std::to_string(60 + round);
            const std::string days = std::to_string(1 + round);
            bool isOtherSaved = false;
            std::thread other([&] {
                isOtherSaved = static_cast<bool>(saveSettings(kept.path(), {{"record.days", days}}));
            });
            const bool isSaved = static_cast<bool>(saveSettings(kept.path(), {{"chart.range", range}}));
            other.join();
            QVERIFY(isSaved && isOtherSaved);
            QCOMPARE(kept.load().integer("chart.range"), 60 + round);
            QCOMPARE(kept.load().integer("record.days"), 1 + round);
        }
    }
};

BARO_GUI_TEST(SettingsSaverTest)
#include "SettingsSaverTest.moc"
