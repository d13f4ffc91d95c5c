#include "platform/linux/Textfile.h"

#include <sys/stat.h>

#include <QtTest>

#include "tests/support/FamilyValues.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::familyOf;
using test::valueOf;

namespace {

// A collector that stays, over a folder that changes.
class Folder {
  public:
    void write(std::string_view name, std::string_view text) const { tree.write(name, text); }
    Families read() {
        Readings readings;
        if (!collector_->collect({}, readings)) return {};
        return *readings.families.textfile;
    }
    double broken() { return valueOf(read(), "barograph_textfile_broken_files").value_or(-1); }

    test::TemporaryTree tree;

  private:
    std::unique_ptr<Collector> collector_ = makeTextfileCollector({.textfile = tree.path()});
};

}  // namespace

class TextfileTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutAFolderNothingFails() {
        const auto collector = makeTextfileCollector({});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(valueOf(*readings.families.textfile, "node_textfile_scrape_error"), std::optional(0.0));
    }

    void passesOnWhatFilesSay() {
        Folder folder;
        folder.write("backup.prom",
                     "# HELP backup_seconds Time\n# TYPE backup_seconds gauge\n"
                     "backup_seconds{job=\"home\"} 12\nbackup_seconds{host=\"a\"} 3\n");
        folder.write("notes.txt", "up x\n");
        const Families families = folder.read();
        const Family* family = familyOf(families, "backup_seconds");
        QVERIFY(family != nullptr && family->description);
        QCOMPARE(family->description->kind, MetricKind::Gauge);
        QCOMPARE(family->description->help, std::string("Time"));
        QCOMPARE(family->description->labelNames, (std::vector<std::string>{"host", "job"}));
        QCOMPARE(valueOf(families, "backup_seconds", {"", "home"}), std::optional(12.0));
        QCOMPARE(valueOf(families, "backup_seconds", {"a", ""}), std::optional(3.0));
        QCOMPARE(valueOf(families, "node_textfile_scrape_error"), std::optional(0.0));
        QVERIFY(valueOf(families, "node_textfile_mtime_seconds", {folder.tree.path("backup.prom")}) > 0.0);
    }

    void leavesOutABrokenFileWhole_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("cut") << QByteArray("good 1\nbad 2");
        QTest::newRow("malformed") << QByteArray("good 1\nbad x\n");
        QTest::newRow("timestamp") << QByteArray("good 1\nbad 2 1700000000000\n");
        QTest::newRow("a metric of Barograph's own") << QByteArray("good 1\nnode_load1 2\n");
        QTest::newRow("another type than in a.prom")
            << QByteArray("good 1\n# TYPE first counter\nfirst{a=\"1\"} 2\n");
        QTest::newRow("a sample of a.prom") << QByteArray("good 1\n# TYPE first gauge\nfirst 2\n");
    }
    void leavesOutABrokenFileWhole() {
        QFETCH(QByteArray, text);
        Folder folder;
        folder.write("a.prom", "# TYPE first gauge\nfirst 1\n");
        folder.write("b.prom", text.toStdString());
        const Families families = folder.read();
        QCOMPARE(valueOf(families, "first"), std::optional(1.0));
        QVERIFY(!valueOf(families, "good"));
        QVERIFY(!valueOf(families, "node_textfile_mtime_seconds", {folder.tree.path("b.prom")}));
        QCOMPARE(valueOf(families, "node_textfile_scrape_error"), std::optional(1.0));
        QCOMPARE(valueOf(families, "barograph_textfile_broken_files"), std::optional(1.0));
    }

    void seesChanges() {
        Folder folder;
        folder.write("a.prom", "first x\n");
        QCOMPARE(folder.broken(), 1.0);
        folder.write("a.prom", "first 123\n");
        QCOMPARE(valueOf(folder.read(), "first"), std::optional(123.0));
        QCOMPARE(folder.broken(), 0.0);
        folder.tree.remove("a.prom");
        QVERIFY(!valueOf(folder.read(), "first"));
    }

    void partsOfHistogramsKeepTheirNames() {
        Folder folder;
        folder.write("a.prom",
                     "# TYPE wait histogram\nwait_bucket{le=\"+Inf\"} 3\nwait_sum 4\nwait_count 3\n");
        const Families families = folder.read();
        QCOMPARE(valueOf(families, "wait_bucket", {"+Inf"}), std::optional(3.0));
        QCOMPARE(valueOf(families, "wait_sum"), std::optional(4.0));
        QCOMPARE(familyOf(families, "wait_sum")->description->kind, MetricKind::Untyped);
    }

    void doesNotWaitForAPipe() {
        Folder folder;
        QCOMPARE(mkfifo(folder.tree.path("pipe.prom").c_str(), 0600), 0);
        QCOMPARE(folder.broken(), 1.0);
    }

    void aFolderThatIsGoneIsAnError() {
        const test::TemporaryTree tree;
        const auto collector = makeTextfileCollector({.textfile = tree.path("none")});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(valueOf(*readings.families.textfile, "node_textfile_scrape_error"), std::optional(1.0));
    }
};

BARO_TEST(TextfileTest)
#include "TextfileTest.moc"
