#include "core/sharing/LocalSocket.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include <QtTest>
#include <filesystem>
#include <optional>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
namespace fs = std::filesystem;

namespace {

const std::string name = "live.socket";

bool canConnect(const std::string& folder) {
    return connectTo(folder, name).ok();
}

}  // namespace

class LocalSocketTest : public QObject {
    Q_OBJECT

  private slots:
    void twoMeetAndKnowEachOther() {
        const test::TemporaryTree tree;
        const auto listener = LocalListener::open(tree.path(), name);
        QVERIFY(listener.ok());
        QVERIFY(!listener->accept());
        const auto caller = connectTo(tree.path(), name);
        QVERIFY(caller.ok());
        const Descriptor called = listener->accept();
        QVERIFY(called);
        for (const Descriptor* end : {&*caller, &called}) {
            const auto peer = peerOf(*end);
            QVERIFY(peer.ok());
            QCOMPARE(peer->process, getpid());
            QCOMPARE(peer->user, geteuid());
        }
        QCOMPARE(send(called.number(), "x", 1, 0), ssize_t{1});
        char byte = 0;
        QCOMPARE(recv(caller->number(), &byte, 1, 0), ssize_t{1});
    }

    void onlyTheUserMayConnect() {
        const test::TemporaryTree tree;
        const auto listener = LocalListener::open(tree.path(), name);
        struct stat file {};
        QCOMPARE(lstat(tree.path(name).c_str(), &file), 0);
        QVERIFY(S_ISSOCK(file.st_mode));
        QCOMPARE(file.st_mode & 0777, mode_t{0600});
    }

    void nobodyThereIsAbsent() {
        const test::TemporaryTree tree;
        const auto none = connectTo(tree.path(), name);
        QVERIFY(!none.ok());
        QCOMPARE(none.error().kind, ErrorKind::Absent);
        QCOMPARE(connectTo(tree.path("nowhere"), name).error().kind, ErrorKind::Absent);
        QVERIFY(!LocalListener::open(tree.path("nowhere"), name).ok());
    }

    // As a listener that was killed leaves it.
    void aSocketWithoutAListenerIsReplaced() {
        const test::TemporaryTree tree;
        {
            std::optional<LocalListener> killed(LocalListener::open(tree.path(), name).value());
            fs::rename(tree.path(name), tree.path("aside"));
            killed.reset();
            fs::rename(tree.path("aside"), tree.path(name));
        }
        QVERIFY(fs::is_socket(tree.path(name)));
        QCOMPARE(connectTo(tree.path(), name).error().kind, ErrorKind::Absent);
        const auto next = LocalListener::open(tree.path(), name);
        QVERIFY(next.ok());
        QVERIFY(canConnect(tree.path()));
    }

    void theFileGoesWithTheListener() {
        const test::TemporaryTree tree;
        { const auto listener = LocalListener::open(tree.path(), name); }
        QVERIFY(!fs::exists(tree.path(name)));
    }

    void theFileOfTheNextListenerStays() {
        const test::TemporaryTree tree;
        std::optional<LocalListener> first(LocalListener::open(tree.path(), name).value());
        const auto second = LocalListener::open(tree.path(), name);
        first.reset();
        QVERIFY(canConnect(tree.path()));
    }

    void whatIsNoSocketIsLeftAlone() {
        const test::TemporaryTree tree;
        tree.write(name, "somebody's");
        const auto listener = LocalListener::open(tree.path(), name);
        QVERIFY(!listener.ok());
        QVERIFY(listener.error().message.find(tree.path(name)) != std::string::npos);
        QVERIFY(fs::is_regular_file(tree.path(name)));
    }

    // sun_path has 108 bytes.
    void aLongPathWillDo() {
        const test::TemporaryTree tree;
        const std::string deep = tree.path(std::string(120, 'a') + '/' + std::string(120, 'b'));
        fs::create_directories(deep);
        const auto listener = LocalListener::open(deep, name);
        QVERIFY2(listener.ok(), listener ? "" : listener.error().message.c_str());
        QVERIFY(canConnect(deep));
    }
};

BARO_TEST(LocalSocketTest)
#include "LocalSocketTest.moc"
