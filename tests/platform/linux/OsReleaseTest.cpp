#include "platform/linux/OsRelease.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class OsReleaseTest : public QObject {
    Q_OBJECT

  private slots:
    void readsNameAndId_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("double quotes")
            << QByteArray("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian\"\nID=x\n")
            << QByteArray("Debian GNU/Linux 12 (bookworm)");
        QTest::newRow("single quotes")
            << QByteArray("ID=x\nPRETTY_NAME='Arch $X'\n") << QByteArray("Arch $X");
        QTest::newRow("no quotes") << QByteArray("# a comment\n\nPRETTY_NAME=Void\nID=x")
                                   << QByteArray("Void");
        QTest::newRow("protected characters")
            << QByteArray("PRETTY_NAME=\"a \\\"b\\\" \\$c\"\nID=x\n") << QByteArray("a \"b\" $c");
        QTest::newRow("only NAME") << QByteArray("NAME=Gentoo\nID=\"x\"\n") << QByteArray("Gentoo");
    }
    void readsNameAndId() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, name);
        const auto release = parseOsRelease(text.toStdString());
        QVERIFY(release);
        QCOMPARE(release->prettyName, name.toStdString());
        QCOMPARE(release->id, std::string("x"));
    }

    void refusesWhatIsNotOsRelease_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no name") << QByteArray("ID=debian\n");
        QTest::newRow("no equals sign") << QByteArray("NAME=a\nhello\n");
        QTest::newRow("open quotes") << QByteArray("NAME=\"a\n");
        QTest::newRow("quotes within") << QByteArray("NAME=\"a\"b\"\n");
        QTest::newRow("backslash at the end") << QByteArray("NAME=\"a\\\"\n");
        QTest::newRow("NUL") << QByteArrayLiteral("NAME=a\0b\n");
        QTest::newRow("escape sequence") << QByteArray("NAME=\x1b[31m\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, 'N');
    }
    void refusesWhatIsNotOsRelease() {
        QFETCH(QByteArray, text);
        const auto release = parseOsRelease({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!release);
        QCOMPARE(release.error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(OsReleaseTest)
#include "OsReleaseTest.moc"
