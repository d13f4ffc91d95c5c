#include "platform/linux/PortHolders.h"

#include <unistd.h>

#include <QtTest>

#include "core/server/HttpServer.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

// 9100 is 238C: listening with inode 77, another port, a connection to the port.
constexpr const char* portsText =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 0100007F:238C 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77 1 0 100 "
    "0\n"
    "   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 78 1 0 100 "
    "0\n"
    "   2: 0100007F:238C 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 79 1 0 100 "
    "0\n";

struct PortsMachine {
    test::TemporaryTree tree;
    PortsMachine() { tree.write("net/tcp", portsText); }
    void holds(int pid, const std::string& name, const char* target) {
        const std::string folder = std::to_string(pid);
        tree.write(folder + "/comm", name + "\n");
        tree.write(folder + "/fd/0", "");
        const std::string link = tree.path() + "/" + folder + "/fd/5";
        QCOMPARE(symlink(target, link.c_str()), 0);
    }
};

}  // namespace

class PortHoldersTest : public QObject {
    Q_OBJECT

  private slots:
    void namesTheProcess() {
        PortsMachine machine;
        machine.holds(9, "other", "socket:[78]");
        machine.holds(12, "node_exporter", "socket:[77]");
        QCOMPARE(inWords(holdersOf(machine.tree.path(), 9100)),
                 std::string("node_exporter (pid 12) listens on 127.0.0.1:9100"));
    }

    void escapesItsName() {
        PortsMachine machine;
        machine.holds(12, "\x1b[31mred", "socket:[77]");
        QVERIFY(inWords(holdersOf(machine.tree.path(), 9100)).find('\x1b') == std::string::npos);
    }

    void saysWhoseItIsWhenThePidIsHidden() {
        const PortsMachine machine;
        QVERIFY(inWords(holdersOf(machine.tree.path(), 9100)).starts_with("a process of user 1000 "));
    }

    void aSharedSocketIsToldOnce() {
        PortsMachine machine;
        machine.holds(12, "child", "socket:[77]");
        machine.holds(3, "parent", "socket:[77]");
        const auto holders = holdersOf(machine.tree.path(), 9100);
        QCOMPARE(holders.size(), std::size_t{1});
        QCOMPARE(holders[0].pid.value(), 3);
    }

    void nobodyIsNobody() {
        const PortsMachine machine;
        QVERIFY(holdersOf(machine.tree.path(), 9101).empty());
        QCOMPARE(inWords({}), std::string());
    }

    void findsThisProcess() {
        const auto answer = [](const HttpRequest&) { return HttpResponse{}; };
        const auto server = HttpServer::listen(ListenAddress::parse("127.0.0.1:0").value(), answer).value();
        const auto holders = holdersOf("/proc", server->address().port());
        QCOMPARE(holders.size(), std::size_t{1});
        QCOMPARE(holders[0].pid.value(), getpid());
        QCOMPARE(holders[0].address, server->address().text());
    }
};

BARO_TEST(PortHoldersTest)
#include "PortHoldersTest.moc"
