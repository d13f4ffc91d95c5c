#include "core/config/ConfigFile.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;

class ConfigFileTest : public QObject {
    Q_OBJECT

  private slots:
    void readsEntriesWithTheirLines() {
        const auto file =
            ConfigFile::parse("# colours\n\nwindow.theme =  dark \r\nfilter=a = b # c\nempty =");
        QVERIFY(file.problems().empty());
        QCOMPARE(file.entries().size(), 3u);
        QCOMPARE(file.entries()[0].line, 3u);
        QCOMPARE(file.entries()[0].key, std::string("window.theme"));
        QCOMPARE(file.entries()[0].value, std::string("dark"));
        QCOMPARE(file.entries()[1].value, std::string("a = b # c"));
        QCOMPARE(file.entries()[2].value, std::string());
    }

    void saysWhichLineIsWrong_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no equals sign") << QByteArray("window.theme dark");
        QTest::newRow("no key") << QByteArray("= dark");
        QTest::newRow("blank in the key") << QByteArray("window theme = dark");
        QTest::newRow("section") << QByteArray("[window]");
        QTest::newRow("NUL") << QByteArrayLiteral("a = b\0c");
        QTest::newRow("escape sequence") << QByteArray("a = \x1b[31m");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, 'x');
    }
    void saysWhichLineIsWrong() {
        QFETCH(QByteArray, line);
        const QByteArray text = "good = 1\n" + line + "\n";
        const auto file = ConfigFile::parse({text.data(), static_cast<std::size_t>(text.size())});
        QCOMPARE(file.entries().size(), 1u);
        QCOMPARE(file.problems().size(), 1u);
        QCOMPARE(file.problems()[0].line, 2u);
        QCOMPARE(file.text(), text.toStdString());
    }

    void changesOnlyTheLineThatCounts() {
        auto file = ConfigFile::parse("# mine\na = 1\nfrom.the.future = x\na = 2\nnonsense\n");
        file.set("a", "3");
        QCOMPARE(file.text(), std::string("# mine\na = 1\nfrom.the.future = x\na = 3\nnonsense\n"));
    }

    void addsNewKeysAtTheEnd() {
        auto file = ConfigFile::parse("# mine");
        file.set("a", "1");
        file.set("b", "");
        file.set("a", "2");
        QCOMPARE(file.text(), std::string("# mine\na = 2\nb =\n"));
    }

    void replacesForTheUserAlone() {
        const test::TemporaryTree tree;
        const auto path = tree.path("new/folders/barograph.conf");
        QVERIFY(replaceConfigText(path, "a = 1\n"));
        QVERIFY(replaceConfigText(path, "a = 2\n"));
        QCOMPARE(*readConfigText(path), std::string("a = 2\n"));
        struct stat found {};
        QCOMPARE(stat(path.c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777u, 0600u);
        QCOMPARE(stat(tree.path("new/folders").c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777u, 0700u);
        const std::filesystem::directory_iterator folder(tree.path("new/folders"));
        QCOMPARE(std::distance(begin(folder), end(folder)), 1);  // no temporary file stays behind
    }

    void whatIsSharedStaysShared() {
        const test::TemporaryTree tree;
        const auto path = tree.path("servers.yml");
        struct stat found {};
        QVERIFY(replaceKeepingAccess(path, "a\n"));
        QCOMPARE(stat(path.c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777u, 0600u);
        QCOMPARE(chmod(path.c_str(), 0640), 0);
        QVERIFY(replaceKeepingAccess(path, "b\n"));
        QCOMPARE(*readConfigText(path), std::string("b\n"));
        QCOMPARE(stat(path.c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777u, 0640u);
    }

    void followsASymbolicLink() {
        const test::TemporaryTree tree;
        tree.write("dotfiles/conf", "a = 1\n");
        tree.link("config/barograph.conf", tree.path("dotfiles/conf"));
        QVERIFY(replaceConfigText(tree.path("config/barograph.conf"), "a = 2\n"));
        QVERIFY(std::filesystem::is_symlink(tree.path("config/barograph.conf")));
        QCOMPARE(*readConfigText(tree.path("dotfiles/conf")), std::string("a = 2\n"));
    }

    void saysWhyItCannotWrite() {
        const test::TemporaryTree tree;
        tree.write("file", "not a folder");
        const auto status = replaceConfigText(tree.path("file/barograph.conf"), "a = 1\n");
        QVERIFY(!status);
        QVERIFY(status.error().message.find("file") != std::string::npos);
    }

    void saysWhyItCannotRead() {
        const test::TemporaryTree tree;
        QCOMPARE(readConfigText(tree.path("none")).error().kind, ErrorKind::Absent);
        QCOMPARE(readConfigText(tree.path()).error().kind, ErrorKind::Failed);
        tree.write("large", std::string((1 << 20) + 1, '#'));
        QCOMPARE(readConfigText(tree.path("large")).error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(ConfigFileTest)
#include "ConfigFileTest.moc"
