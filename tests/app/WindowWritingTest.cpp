#include "app/WindowWriting.h"

#include <QTest>

#include "core/series/SampleStore.h"
#include "tests/support/FakeClock.h"
#include "tests/support/SettingsBeside.h"
#include "tests/support/TestMain.h"

namespace baro::app {
namespace {

constexpr const char* writtenFile = "barograph/servers.yml";

// A window that records nothing yet, so that nothing is sent.
struct WritingWindow {
    test::TemporaryTree folder;
    const Settings settings = test::settingsIn(folder);
    const history::Record record{folder.path("data")};
    const SampleStore samples;
    const test::FakeClock clock;
    ui::Navigation navigation;
    const history::RecordKeeper keeper{samples, {.directory = folder.path("data")}};
    std::unique_ptr<WindowWriting> writing;

    explicit WritingWindow(const std::string& text = {}) {
        if (!text.empty()) folder.write(writtenFile, text);
        writing = std::make_unique<WindowWriting>(
            settings, nullptr, WrittenRecord{record, samples, clock, [](const history::Event&) {}},
            navigation, std::chrono::milliseconds(5));
        writing->start(keeper);
    }
    void write(const std::string& text) const { folder.write(writtenFile, text); }
    const ui::Navigation::ServiceNotice& notice() const {
        return navigation.notice(ui::Navigation::Service::RemoteWrite);
    }
    // What a scrape is told of.
    QStringList destinations() const {
        QStringList names;
        for (const Family& family : writing->families().families)
            if (family.name == "barograph_remote_write_failing")
                for (const FamilySample& sample : family.samples)
                    names << QString::fromStdString(sample.labelValues.at(0));
        return names;
    }
};

std::string serverText(const std::string& name) {
    return "- {name: " + name + ", url: \"http://127.0.0.1:1/api/v1/write\"}\n";
}

}  // namespace

class WindowWritingTest : public QObject {
    Q_OBJECT

  private slots:
    void aServerThatComesIsWrittenTo() {
        const WritingWindow window;
        QVERIFY(window.destinations().isEmpty());
        window.write("remote_write:\n" + serverText("lab"));
        QTRY_COMPARE(window.notice().sentence, QString("The record will be written to lab"));
        QVERIFY(window.notice().works);
        QCOMPARE(window.destinations(), QStringList("lab"));
    }
    void anEditedFileCountsWhileTheWindowRuns() {
        const WritingWindow window("remote_write:\n" + serverText("lab"));
        QTRY_COMPARE(window.destinations(), QStringList("lab"));
        window.write("remote_write:\n" + serverText("lab") + serverText("attic"));
        QTRY_COMPARE(window.destinations(), QStringList({"lab", "attic"}));
        window.write("remote_write:\n" + serverText("cellar"));
        QTRY_COMPARE(window.destinations(), QStringList("cellar"));
        QTRY_COMPARE(window.notice().sentence, QString("The record will be written to cellar"));
    }
    void aBrokenFileIsSaidUntilItIsMended() {
        const WritingWindow window("remote_write:\n" + serverText("lab"));
        QTRY_COMPARE(window.destinations(), QStringList("lab"));
        window.write("remote_write:\n" + serverText("lab") + "- {url: [}\n");
        QTRY_VERIFY(!window.notice().works);
        QVERIFY2(window.notice().sentence.contains("servers.yml:3:"), qPrintable(window.notice().sentence));
        window.write("remote_write:\n" + serverText("lab"));
        QTRY_COMPARE(window.notice().sentence, QString("The record will be written to lab"));
        QVERIFY(window.notice().works);
    }
    // One server of the file being wrong is no reason to forget the others.
    void aWrongServerLeavesTheOthers() {
        const WritingWindow window;
        window.write("remote_write:\n" + serverText("lab") + "- {name: attic, url: \"ftp://attic\"}\n");
        QTRY_COMPARE(window.destinations(), QStringList("lab"));
        QTRY_VERIFY2(window.notice().sentence.contains("servers.yml:3:"),
                     qPrintable(window.notice().sentence));
        QVERIFY(!window.notice().works);
        QVERIFY(window.notice().sentence.endsWith("The record will be written to lab"));
    }
    void withoutTheFileNothingIsWrittenAnyMore() {
        const WritingWindow window("remote_write:\n" + serverText("lab"));
        QTRY_COMPARE(window.destinations(), QStringList("lab"));
        window.folder.remove(writtenFile);
        QTRY_VERIFY(window.destinations().isEmpty());
        QTRY_COMPARE(window.notice().sentence, QString());
        QVERIFY(window.notice().works);
    }
    void onceItStoppedTheFileIsNotFollowed() {
        const WritingWindow window("remote_write:\n" + serverText("lab"));
        QTRY_COMPARE(window.destinations(), QStringList("lab"));
        window.writing->stop();
        window.write("remote_write:\n" + serverText("attic"));
        QCoreApplication::processEvents();
        QVERIFY(window.destinations().isEmpty());
    }
};

}  // namespace baro::app

BARO_GUILESS_TEST(baro::app::WindowWritingTest)
#include "WindowWritingTest.moc"
