#include "core/history/Schema.h"

#include <QtTest>
#include <array>
#include <filesystem>
#include <fstream>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

Status addColumn(Database& database) {
    return database.execute("ALTER TABLE event ADD COLUMN more");
}
Status failHalfway(Database& database) {
    (void)database.execute("DROP TABLE event");
    return failed("pretended failure");
}
Status keep(Database& /*database*/) {
    return Done{};
}

// Stands for a program that is two versions newer.
constexpr std::array laterSteps{Migration{0, keep}, Migration{1, keep}, Migration{2, addColumn},
                                Migration{3, keep}};
constexpr std::array failingSteps{Migration{0, keep}, Migration{1, keep}, Migration{2, failHalfway}};

}  // namespace

class SchemaTest : public QObject {
    Q_OBJECT

  private slots:
    void createsAndOpensAgain() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("record.db");
        QCOMPARE(openForReading(path).error().kind, ErrorKind::Absent);
        QVERIFY(openForRecording(path));
        auto again = openForRecording(path);
        QVERIFY(again);
        QVERIFY(again->integer("PRAGMA user_version").value() == recordSchema);
        auto reader = openForReading(path);
        QVERIFY(reader);
        QVERIFY(reader->integer("SELECT count(*) FROM block").value() == 0);
        QVERIFY(!reader->execute("DELETE FROM block"));
    }

    void migratesForwardWithACopy() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db"));
        QVERIFY(database);
        QVERIFY(database->execute("INSERT INTO event VALUES(1, 2, 'start', '{}')"));
        std::filesystem::create_directory(tree.path("record.data"));
        std::ofstream(tree.path("record.data/000001")) << "rows";
        QVERIFY(migrate(*database, laterSteps));
        QVERIFY(database->integer("PRAGMA user_version").value() == 4);
        QVERIFY(database->integer("SELECT count(*) FROM event WHERE more IS NULL").value() == 1);
        auto copy = openForReading(tree.path("record-version-2.db"));
        QVERIFY(copy);
        QVERIFY(copy->integer("SELECT count(*) FROM event").value() == 1);
        std::filesystem::remove(tree.path("record.data/000001"));
        QCOMPARE(std::filesystem::file_size(tree.path("record-version-2.data/000001")), std::uintmax_t{4});
    }

    void aNewerOneIsRefusedWithItsNumber() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("record.db");
        {
            auto database = openForRecording(path);
            QVERIFY(database);
            QVERIFY(migrate(*database, laterSteps));
        }
        for (const auto& refused : {openForRecording(path), openForReading(path)}) {
            QVERIFY(!refused);
            QVERIFY(refused.error().message.find("has format 4, this program knows up to 2") !=
                    std::string::npos);
        }
    }

    void aMigrationThatFailsChangesNothing() {
        const test::TemporaryTree tree;
        auto database = openForRecording(tree.path("record.db"));
        QVERIFY(database);
        QVERIFY(!migrate(*database, failingSteps));
        QVERIFY(database->integer("PRAGMA user_version").value() == 2);
        QVERIFY(database->integer("SELECT count(*) FROM event").value() == 0);
    }

    void anotherProgramsDatabaseIsRefused() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("record.db");
        {
            auto other = Database::open(path, Database::Access::Create);
            QVERIFY(other);
            QVERIFY(other->execute("CREATE TABLE t(n); PRAGMA user_version = 1"));
        }
        const auto refused = openForReading(path);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.find("another program's database") != std::string::npos);
        QVERIFY(!openForRecording(path));
    }
};

BARO_TEST(SchemaTest)
#include "SchemaTest.moc"
