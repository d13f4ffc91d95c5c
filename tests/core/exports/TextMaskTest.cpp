#include "core/exports/TextMask.h"

#include <QtTest>
#include <set>

#include "tests/support/TestMain.h"

using namespace baro::exports;

namespace {

constexpr MaskChoice allMasked{.users = true, .commands = true, .addresses = true};

QString maskedText(TextMask& mask, const char* text) {
    return QString::fromStdString(mask.text(text));
}

}  // namespace

class TextMaskTest : public QObject {
    Q_OBJECT

  private slots:
    void personsAreMaskedWhereverTheyAreNamed() {
        TextMask mask(allMasked);
        mask.learnUser("root", false);
        mask.learnUser("alice", true);
        QCOMPARE(mask.user("alice"), std::string("user2"));
        QCOMPARE(maskedText(mask, "/home/alice/.cache"), QString("/home/user2/.cache"));
        QCOMPARE(maskedText(mask, "Alice's Mouse"), QString("user2's Mouse"));
        QCOMPARE(maskedText(mask, "home-alice.mount"), QString("home-user2.mount"));
        QCOMPARE(maskedText(mask, "malice alice2 alice"), QString("malice alice2 user2"));
    }

    void servicesAreMaskedWhereAUserIsNamedOnly() {
        TextMask mask(allMasked);
        mask.learnUser("postgres", false);
        QCOMPARE(mask.user("postgres"), std::string("user1"));
        QCOMPARE(maskedText(mask, "postgres.service"), QString("postgres.service"));
    }

    void noStandInIsCalledLikeSomebody() {
        TextMask mask(allMasked);
        mask.learnUser("alice", true);
        mask.learnUser("user1", true);
        QCOMPARE(mask.user("alice"), std::string("user2"));
        QCOMPARE(maskedText(mask, "user1 and alice"), QString("user3 and user2"));
    }

    void homeFoldersTellOfTheirOwners() {
        TextMask mask(allMasked);
        mask.learnFrom("backup of /home/bob/photos failed");
        QCOMPARE(maskedText(mask, "bob: /home/bob"), QString("user1: /home/user1"));
    }

    void networkMountsTellOfHosts() {
        TextMask mask(allMasked);
        mask.learnFrom("carol@nas.example.org:/volume");
        mask.learnFrom("//files/share");
        QCOMPARE(maskedText(mask, "carol@nas.example.org:/volume"), QString("user1@host1:/volume"));
        QCOMPARE(maskedText(mask, "//files/share on nas"), QString("//host2/share on host1"));
    }

    void addressesKeepTheirForm() {
        TextMask mask(allMasked);
        QCOMPARE(maskedText(mask, "10.1.2.3/24 10.1.2.4, 10.1.2.3:80"),
                 QString("192.0.2.1/24 192.0.2.2, 192.0.2.1:80"));
        QCOMPARE(maskedText(mask, "[fe80::1%eth0]:80 FE80::1"), QString("[2001:db8::1%eth0]:80 2001:db8::1"));
        QCOMPARE(maskedText(mask, "a4:bb:cc:dd:ee:0f A4-BB-CC-DD-EE-0F enxa4bbccddee0f"),
                 QString("02:00:00:00:00:01 02-00-00-00-00-01 enx020000000001"));
        QCOMPARE(maskedText(mask, "eth0:10.1.2.3"), QString("eth0:192.0.2.1"));
        QCOMPARE(maskedText(mask, "127.0.0.1 0000:03:00.0 6.1.112-4"),
                 QString("127.0.0.1 0000:03:00.0 6.1.112-4"));
    }

    void thousandsOfAddressesHaveStandInsOfTheirOwn() {
        TextMask mask(allMasked);
        std::set<std::string> standIns;
        for (int i = 0; i < 3000; ++i)
            standIns.insert(mask.text("10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250)));
        QCOMPARE(standIns.size(), std::size_t{3000});
        QVERIFY(standIns.contains("203.0.113.254") && standIns.contains("198.18.0.0"));
    }

    void hostsAreMaskedWithAndWithoutTheirDomain() {
        TextMask mask(allMasked);
        mask.learnHost("desk.example.org");
        mask.learnHost("localhost");
        QCOMPARE(maskedText(mask, "desk desk.example.org desktop localhost"),
                 QString("host1 host1 desktop localhost"));
    }

    void ofACommandTheProgramStays_data() {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("program");
        QTest::newRow("path") << QByteArray("/usr/bin/curl -u bob:secret https://x") << QByteArray("curl");
        QTest::newRow("name") << QByteArray("ssh host") << QByteArray("ssh");
        QTest::newRow("title") << QByteArray("postgres: bob db 10.0.0.1(5) idle") << QByteArray("postgres");
        QTest::newRow("login shell") << QByteArray("-bash") << QByteArray("-bash");
        QTest::newRow("none") << QByteArray() << QByteArray();
    }
    void ofACommandTheProgramStays() {
        QFETCH(const QByteArray, command);
        QFETCH(const QByteArray, program);
        const TextMask mask(allMasked);
        QCOMPARE(QByteArray::fromStdString(mask.command(command.toStdString())), program);
    }

    void titlesAreMaskedInOtherFieldsToo() {
        TextMask mask(allMasked);
        mask.learnProgram("sending mail to somebody");
        QCOMPARE(maskedText(mask, "executable sending mail to somebody"), QString("executable sending"));
    }

    void whatIsNotChosenStays() {
        TextMask mask({.users = false, .commands = true, .addresses = false});
        mask.learnUser("alice", true);
        mask.learnHost("desk");
        mask.learnFrom("/home/alice");
        QCOMPARE(maskedText(mask, "alice at desk, 10.1.2.3"), QString("alice at desk, 10.1.2.3"));
        QCOMPARE(mask.user("alice"), std::string("alice"));
        QCOMPARE(mask.command("/bin/a b"), std::string("a"));
    }
};

BARO_TEST(TextMaskTest)
#include "TextMaskTest.moc"
