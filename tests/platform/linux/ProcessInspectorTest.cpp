#include "platform/linux/ProcessInspector.h"

#include <QtTest>

#include "platform/linux/ProcessConnections.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

constexpr const char* statText =
    "7 (sshd) S 1 7 7 0 -1 4194560 1 0 1 0 3 4 0 0 20 0 1 0 500 8192 10 1 1 1 0 0 0 0 0 0 0 0 0 17 1 0 0\n";

constexpr const char* tcpText =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 x 100 "
    "0\n"
    "   1: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 x 20 "
    "4\n";

}  // namespace

class ProcessInspectorTest : public QObject {
    Q_OBJECT

  private slots:
    void readsEveryPart() {
        const test::TemporaryTree tree;
        tree.write("7/stat", statText);
        tree.write("7/cmdline", std::string("/usr/sbin/sshd\0-D\0", 18));
        tree.write("7/environ", std::string("LANG=C.UTF-8\0A=b=c\0odd\0", 23));
        tree.write("7/status", "Name:\tsshd\nUid:\t0\t0\t0\t0\n");
        tree.write("7/net/tcp", tcpText);
        tree.link("7/exe", "/usr/sbin/sshd");
        tree.link("7/cwd", "/");
        tree.link("7/fd/10", "socket:[111]");
        tree.link("7/fd/2", "/dev/null");
        const auto inspector = makeProcessInspector({.procfs = tree.path()});
        const auto details = inspector->inspect({7, 500});
        QVERIFY(details);
        QCOMPARE(details->arguments.value(), (std::vector<std::string>{"/usr/sbin/sshd", "-D"}));
        QCOMPARE(details->executablePath.value(), std::string("/usr/sbin/sshd"));
        QCOMPARE(details->workingDirectory.value(), std::string("/"));
        QCOMPARE(details->environment.value().at(1), (std::pair<std::string, std::string>("A", "b=c")));
        QCOMPARE(details->environment.value().at(2), (std::pair<std::string, std::string>("odd", "")));
        QCOMPARE(details->files.value().front().descriptor, 2);
        QCOMPARE(details->files.value().back().target, std::string("socket:[111]"));
        QCOMPARE(details->connections.value().size(), std::size_t{1});
        QCOMPARE(details->connections.value().front().state, std::string("LISTEN"));
        QCOMPARE(details->status.value().front(), (std::pair<std::string, std::string>("Name", "sshd")));
    }

    void missingPartsSayWhy() {
        const test::TemporaryTree tree;
        tree.write("7/stat", statText);
        const auto details = makeProcessInspector({.procfs = tree.path()})->inspect({7, 500});
        QVERIFY(details);
        QVERIFY(!details->files);
        QVERIFY(!details->connections);
        QVERIFY(!details->environment.error().message.empty());
    }

    void anotherOwnerOfThePidIsNotShown() {
        const test::TemporaryTree tree;
        tree.write("7/stat", statText);
        const auto inspector = makeProcessInspector({.procfs = tree.path()});
        QCOMPARE(inspector->inspect({7, 499}).error().kind, ErrorKind::Absent);
        QCOMPARE(inspector->inspect({8, 500}).error().kind, ErrorKind::Absent);
    }

    void readsInternetSockets() {
        const auto connections = parseInternetSockets(tcpText, "tcp", {222});
        QCOMPARE(connections.size(), std::size_t{1});
        QCOMPARE(connections.front().local, std::string("127.0.0.1:8080"));
        QCOMPARE(connections.front().remote, std::string("127.0.0.1:49153"));
        QCOMPARE(connections.front().state, std::string("ESTABLISHED"));
    }

    void readsInternetSixSockets() {
        const auto connections = parseInternetSockets(
            "header\n   0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 07 "
            "00000000:00000000 00:00000000 00000000 0 0 33 1 x\n",
            "udp6", {33});
        QCOMPARE(connections.size(), std::size_t{1});
        QCOMPARE(connections.front().local, std::string("[::1]:22"));
        QCOMPARE(connections.front().state, std::string("UNCONNECTED"));
    }

    void readsUnixSockets() {
        const auto connections = parseUnixSockets(
            "Num       RefCount Protocol Flags    Type St Inode Path\n"
            "0000000000000000: 00000002 00000000 00010000 0001 01 44 /run/my socket\n"
            "0000000000000000: 00000003 00000000 00000000 0001 03 55\n",
            {44, 55});
        QCOMPARE(connections.size(), std::size_t{2});
        QCOMPARE(connections.front().local, std::string("/run/my socket"));
        QCOMPARE(connections.front().state, std::string("LISTEN"));
        QCOMPARE(connections.back().local, std::string());
        QCOMPARE(connections.back().state, std::string("CONNECTED"));
    }

    void leavesMalformedLinesOut_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty") << QByteArray("\n");
        QTest::newRow("cut") << QByteArray("   0: 0100007F:1F90 01000\n");
        QTest::newRow("address too short") << QByteArray("0: 7F:1F90 0100007F:C001 01 0:0 0:0 0 0 0 33\n");
        QTest::newRow("port too large")
            << QByteArray("0: 0100007F:1F90F 0100007F:C001 01 0:0 0:0 0 0 0 33\n");
        QTest::newRow("negative inode")
            << QByteArray("0: 0100007F:1F90 0100007F:C001 01 0:0 0:0 0 0 0 -33\n");
    }
    void leavesMalformedLinesOut() {
        QFETCH(QByteArray, line);
        const std::string text = "header\n" + line.toStdString();
        QVERIFY(parseInternetSockets(text, "tcp", {33}).empty());
        QVERIFY(parseUnixSockets(text, {33}).empty());
    }

    void knowsSocketsByTheirTarget() {
        QCOMPARE(socketInode("socket:[4711]").value(), 4711u);
        QVERIFY(!socketInode("pipe:[4711]"));
        QVERIFY(!socketInode("socket:[]"));
        QVERIFY(!socketInode("socket:["));
    }
};

BARO_TEST(ProcessInspectorTest)
#include "ProcessInspectorTest.moc"
