#include "app/WindowServers.h"

#include <QSignalSpy>
#include <QTest>
#include <filesystem>

#include "tests/support/SettingsBeside.h"
#include "tests/support/TestMain.h"
#include "ui/Navigation.h"
#include "ui/connections/ServerBook.h"
#include "ui/hosts/HostDirectory.h"

namespace baro::app {
namespace {

constexpr const char* askedFile = "barograph/servers.yml";

struct AskingWindow {
    test::TemporaryTree folder;
    const Settings settings = test::settingsIn(folder);
    ui::HostDirectory directory;
    ui::ServerBook book{{}};
    ui::Navigation navigation;
    QSignalSpy said{&navigation, &ui::Navigation::said};
    std::unique_ptr<WindowServers> servers;

    explicit AskingWindow(const std::string& text) {
        folder.write(askedFile, text);
        servers = std::make_unique<WindowServers>(settings, nullptr, directory, book, navigation);
    }
    // As a whole: a look may come at any time.
    void write(const std::string& text) const {
        folder.write("new", text);
        std::filesystem::rename(folder.path("new"), folder.path(askedFile));
    }
    QStringList names() const {
        QStringList names;
        for (const auto& client : directory.servers())
            names << QString::fromStdString(client->connection().name);
        return names;
    }
    // What the dialog has saved is looked at without waiting.
    QStringList namesAfterALook() {
        emit book.saved({});
        return names();
    }
};

std::string named(const std::string& name) {
    return "- {name: " + name + ", url: \"http://127.0.0.1:1\"}\n";
}

}  // namespace

class WindowServersTest : public QObject {
    Q_OBJECT

  private slots:
    void anEditedFileCountsWhileTheWindowRuns() {
        AskingWindow window("servers:\n" + named("lab"));
        QTRY_COMPARE(window.names(), QStringList("lab"));
        window.write("servers:\n" + named("lab") + named("attic"));
        QTRY_COMPARE(window.namesAfterALook(), QStringList({"lab", "attic"}));
        QVERIFY(window.said.isEmpty());
    }
    void aFileThatIsTheSameChangesNothing() {
        AskingWindow window("servers:\n" + named("lab"));
        QTRY_COMPARE(window.names(), QStringList("lab"));
        QSignalSpy changes(&window.directory, &ui::HostDirectory::serversChanged);
        emit window.book.saved({});
        window.write("servers:\n" + named("lab") + named("attic"));
        QTRY_COMPARE(window.namesAfterALook(), QStringList({"lab", "attic"}));
        QCOMPARE(changes.size(), 1);
    }
    void aBrokenFileIsSaidUntilItIsMended() {
        AskingWindow window("servers:\n" + named("lab"));
        QTRY_COMPARE(window.names(), QStringList("lab"));
        window.write("servers:\n" + named("lab") + "- {url: [}\n");
        QTRY_COMPARE(window.namesAfterALook(), QStringList());
        QCOMPARE(window.said.size(), 1);
        QVERIFY2(window.said[0][0].toString().contains("servers.yml:3:"),
                 qPrintable(window.said[0][0].toString()));
        window.write("servers:\n" + named("attic"));
        QTRY_COMPARE(window.namesAfterALook(), QStringList("attic"));
    }
    void withoutTheFileThereIsNoServerAnyMore() {
        AskingWindow window("servers:\n" + named("lab"));
        QTRY_COMPARE(window.names(), QStringList("lab"));
        window.folder.remove(askedFile);
        QTRY_COMPARE(window.namesAfterALook(), QStringList());
        QVERIFY(window.said.isEmpty());
        window.write("servers:\n" + named("lab"));
        QTRY_COMPARE(window.namesAfterALook(), QStringList("lab"));
    }
    // The thread that reads the file may come back later.
    void aWindowMayGoWhileItLooks() {
        AskingWindow window("servers:\n" + named("lab"));
        emit window.book.saved({});
        window.servers.reset();
        QCoreApplication::processEvents();
        QCOMPARE(window.names(), QStringList());
    }
};

}  // namespace baro::app

BARO_GUILESS_TEST(baro::app::WindowServersTest)
#include "WindowServersTest.moc"
