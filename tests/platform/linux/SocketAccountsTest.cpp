#include "platform/linux/SocketAccounts.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

constexpr ProcessIdentity editor{9, 500};
constexpr ProcessIdentity shell{12, 600};

TcpSocket tcpSocket(std::uint64_t cookie, std::uint64_t inode, std::uint64_t received,
                    std::uint64_t sent = 0) {
    return {.cookie = cookie, .inode = inode, .bytes = TcpBytes{.received = received, .sent = sent}};
}

// "pid received sent" of each process.
QStringList trafficLines(const SocketAccounts& accounts) {
    QStringList lines;
    for (const ProcessTraffic& process : accounts.table().processes)
        lines +=
            QString("%1 %2 %3").arg(process.identity.pid).arg(process.receivedBytes).arg(process.sentBytes);
    return lines;
}

// After a first reading without any socket, so that all of what comes is counted.
struct BegunAccounts : SocketAccounts {
    BegunAccounts() { book({}); }
};

}  // namespace

class SocketAccountsTest : public QObject {
    Q_OBJECT

  private slots:
    void addsUpTheSocketsOfAProcess() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 71, 100, 10), tcpSocket(2, 72, 200, 20), tcpSocket(3, 73, 5, 6)});
        QCOMPARE(accounts.withoutOwner(), (SocketInodes{71, 72, 73}));
        accounts.assign({{{71, editor}, {72, editor}, {73, shell}}, true});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 300 30", "12 5 6"}));
        QVERIFY(accounts.withoutOwner().empty());
    }

    void whatMovedBeforeTheFirstReadingIsNotCounted() {
        SocketAccounts accounts;
        accounts.book({tcpSocket(1, 71, 1000)});
        accounts.assign({{{71, editor}}, true});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 0 0"}));
        accounts.book({tcpSocket(1, 71, 1100), tcpSocket(2, 72, 50)});
        accounts.assign({{{72, editor}}, true});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 150 0"}));
    }

    void doesNotGoBackWhenASocketCloses() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 71, 100), tcpSocket(2, 72, 200)});
        accounts.assign({{{71, editor}, {72, editor}}, true});
        accounts.book({tcpSocket(2, 72, 201)});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 301 0"}));
        accounts.book({});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 301 0"}));
    }

    void aClosedSocketThatStillSendsIsItsProcess() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 71, 0, 100)});
        accounts.assign({{{71, editor}}, true});
        accounts.book({tcpSocket(1, 0, 0, 400)});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 0 400"}));
    }

    void aReusedInodeIsAnotherSocket() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 71, 100)});
        accounts.assign({{{71, editor}}, true});
        accounts.book({tcpSocket(2, 71, 30)});
        QCOMPARE(accounts.withoutOwner(), (SocketInodes{71}));
        accounts.assign({{{71, shell}}, true});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 100 0", "12 30 0"}));
    }

    void whatMovesBeforeItsProcessIsFoundWaits() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 71, 100)});
        accounts.assign({{}, false});
        accounts.book({tcpSocket(1, 71, 150)});
        QCOMPARE(accounts.withoutOwner(), (SocketInodes{71}));
        accounts.assign({{{71, editor}}, false});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 150 0"}));
    }

    void whatWasSearchedForInVainIsNotSearchedAgain() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 71, 100)});
        accounts.assign({{}, true});
        QVERIFY(accounts.withoutOwner().empty());
        QVERIFY(trafficLines(accounts).empty());
    }

    void whatIsNotAcceptedYetHasNoInode() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 0, 100)});
        QVERIFY(accounts.withoutOwner().empty());
        accounts.book({tcpSocket(1, 71, 120)});
        accounts.assign({{{71, editor}}, true});
        QCOMPARE(trafficLines(accounts), (QStringList{"9 120 0"}));
    }

    void socketsWithoutCountersAreNotListed() {
        BegunAccounts accounts;
        accounts.book({{.cookie = 1, .inode = 71, .bytes = std::nullopt}});
        QVERIFY(accounts.withoutOwner().empty());
    }

    void forgetsProcessesThatEnded() {
        BegunAccounts accounts;
        accounts.book({tcpSocket(1, 71, 100), tcpSocket(2, 72, 30)});
        accounts.assign({{{71, editor}, {72, shell}}, true});
        const auto nobodyRuns = [](const ProcessIdentity&) { return false; };
        accounts.forgetEnded(nobodyRuns);
        QCOMPARE(trafficLines(accounts).size(), 2);  // their sockets are there
        accounts.book({tcpSocket(2, 72, 30)});
        accounts.forgetEnded([](const ProcessIdentity&) { return true; });
        QCOMPARE(trafficLines(accounts).size(), 2);
        accounts.forgetEnded(nobodyRuns);
        QCOMPARE(trafficLines(accounts), (QStringList{"12 30 0"}));
    }
};

BARO_TEST(SocketAccountsTest)
#include "SocketAccountsTest.moc"
