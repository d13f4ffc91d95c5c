#include "platform/linux/FileHandles.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class FileHandlesTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsOpenFilesAndTheirLimit() {
        const auto parsed = parseFileHandles("14112\t0\t9223372036854775807\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed), QStringList({"node_filefd_allocated{} 14112",
                                                "node_filefd_maximum{} 9.22337203685478e+18"}));
    }

    void refusesWhatIsNotThat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray("14112\t0");
        QTest::newRow("negative") << QByteArray("-1\t0\t5\n");
        QTest::newRow("text") << QByteArray("a\tb\tc\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNotThat() {
        QFETCH(QByteArray, text);
        const auto parsed = parseFileHandles(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
        QVERIFY(!parsed.error().message.empty());
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeFileHandlesCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.fileDescriptors.reason().kind, ErrorKind::Absent);

        tree.write("sys/fs/file-nr", "7\t0\t9\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.fileDescriptors).first(), QString("node_filefd_allocated{} 7"));
    }
};

BARO_TEST(FileHandlesTest)
#include "FileHandlesTest.moc"
