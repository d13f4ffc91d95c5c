#include "platform/linux/SocketDump.h"

#include <QtTest>
#include <cerrno>
#include <limits>

#include "tests/support/SocketDumpBytes.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

std::string editorSocket() {
    return test::socketMessage(0x1'0000'0007, 4711,
                               test::netlinkAttribute(INET_DIAG_SHUTDOWN, "\x01") +
                                   test::netlinkAttribute(INET_DIAG_INFO, test::tcpInfo(1000, 20)));
}

Result<std::vector<TcpSocket>> parseDump(std::string_view datagram) {
    std::vector<TcpSocket> sockets;
    const auto part = parseSocketDump(datagram, sockets);
    if (!part) return part.error();
    return sockets;
}

// The datagram with another length in its first message, which begins with it.
std::string claiming(std::uint32_t length, std::string datagram) {
    return test::bytesOfStruct(length) + datagram.substr(sizeof(length));
}

}  // namespace

class SocketDumpTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatTheKernelWrites() {
        const auto sockets =
            parseDump(editorSocket() +
                      test::socketMessage(8, 0, test::netlinkAttribute(INET_DIAG_INFO, test::tcpInfo(1, 2))));
        QVERIFY(sockets);
        QCOMPARE(sockets->size(), std::size_t{2});
        const TcpSocket& first = sockets->at(0);
        QCOMPARE(first.cookie, std::uint64_t{0x1'0000'0007});
        QCOMPARE(first.inode, std::uint64_t{4711});
        QCOMPARE(first.bytes->received, std::uint64_t{1000});
        QCOMPARE(first.bytes->sent, std::uint64_t{20});
        QCOMPARE(sockets->at(1).inode, std::uint64_t{0});
    }

    void saysWhetherMoreFollows() {
        std::vector<TcpSocket> sockets;
        QVERIFY(parseSocketDump(editorSocket(), sockets).value() == DumpPart::More);
        QVERIFY(parseSocketDump(test::numberMessage(NLMSG_DONE, 0), sockets).value() == DumpPart::Last);
        QCOMPARE(sockets.size(), std::size_t{1});
    }

    void everyCutIsAnError() {
        const std::string whole = editorSocket();
        for (std::size_t length = 1; length < whole.size(); ++length) {
            const auto sockets = parseDump(std::string_view(whole).substr(0, length));
            QVERIFY2(!sockets, qPrintable(QString("cut at %1").arg(length)));
            QCOMPARE(sockets.error().kind, ErrorKind::Malformed);
        }
    }

    void absurdLengthsAreRefused_data() {
        QTest::addColumn<std::uint32_t>("length");
        for (const std::uint32_t length : {0u, 1u, 15u, 16u, 87u, 89u, 90u, 91u, 100'000u, 0xFFFFFFFFu})
            QTest::addRow("%u", length) << length;
    }
    void absurdLengthsAreRefused() {
        QFETCH(std::uint32_t, length);
        const auto sockets = parseDump(claiming(length, editorSocket()));
        QVERIFY(!sockets);
        QCOMPARE(sockets.error().kind, ErrorKind::Malformed);
    }

    void absurdAttributesAreRefused_data() {
        QTest::addColumn<std::uint16_t>("length");
        for (const auto length : std::initializer_list<std::uint16_t>{0, 3, 200, 65535})
            QTest::addRow("%u", unsigned{length}) << length;
    }
    void absurdAttributesAreRefused() {
        QFETCH(std::uint16_t, length);
        const std::string cut = test::bytesOfStruct(rtattr{length, INET_DIAG_INFO}) + std::string(8, '\0');
        QVERIFY(!parseDump(test::socketMessage(7, 1, cut)));
    }

    void messagesOfOtherTypesAreLeftOut() {
        const auto sockets = parseDump(test::netlinkMessage(NLMSG_NOOP, "") +
                                       test::netlinkMessage(999, "whatever") + editorSocket());
        QVERIFY(sockets);
        QCOMPARE(sockets->size(), std::size_t{1});
    }

    void refusalsSayWhichTheyAre_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, int type, int number, ErrorKind kind) {
            QTest::addRow("%s", name) << type << number << static_cast<int>(kind);
        };
        row("not permitted", NLMSG_ERROR, -EPERM, ErrorKind::Denied);
        row("no such table", NLMSG_ERROR, -ENOENT, ErrorKind::Absent);
        row("no memory", NLMSG_ERROR, -ENOMEM, ErrorKind::Failed);
        row("failed in the middle", NLMSG_DONE, -ENOMEM, ErrorKind::Failed);
        row("no errno", NLMSG_ERROR, std::numeric_limits<int>::min(), ErrorKind::Malformed);
        row("positive", NLMSG_ERROR, 1, ErrorKind::Malformed);
    }
    void refusalsSayWhichTheyAre() {
        QFETCH(int, type);
        QFETCH(int, number);
        QFETCH(int, kind);
        const auto sockets = parseDump(test::numberMessage(static_cast<std::uint16_t>(type), number));
        QVERIFY(!sockets);
        QCOMPARE(static_cast<int>(sockets.error().kind), kind);
    }

    void aRefusalWithoutNumberIsCut() { QVERIFY(!parseDump(test::netlinkMessage(NLMSG_ERROR, ""))); }

    void lostMessagesAreAnError() { QVERIFY(!parseDump(test::netlinkMessage(NLMSG_OVERRUN, ""))); }

    void olderKernelsTellNoBytes() {
        const std::string info = test::tcpInfo(1000, 20).substr(0, 104);  // as of Linux 3.x
        const auto sockets =
            parseDump(test::socketMessage(7, 4711, test::netlinkAttribute(INET_DIAG_INFO, info)));
        QVERIFY(sockets);
        QVERIFY(!sockets->at(0).bytes);
        QVERIFY(!parseDump(test::socketMessage(7, 4711, ""))->at(0).bytes);
    }

    void newerKernelsTellMore() {
        const std::string info = test::tcpInfo(1000, 20) + std::string(64, '\x55');
        const auto sockets =
            parseDump(test::socketMessage(7, 4711, test::netlinkAttribute(INET_DIAG_INFO, info)));
        QVERIFY(sockets);
        QCOMPARE(sockets->at(0).bytes->received, std::uint64_t{1000});
    }
};

BARO_TEST(SocketDumpTest)
#include "SocketDumpTest.moc"
