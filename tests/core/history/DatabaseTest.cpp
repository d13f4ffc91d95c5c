#include "core/history/Database.h"

#include <QtTest>
#include <fstream>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

class DatabaseTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsWhatWasCommitted() {
        const test::TemporaryTree tree;
        const std::string bytes("a\0b", 3);
        {
            auto database = Database::open(tree.path("db"), Database::Access::Create);
            QVERIFY(database);
            QVERIFY(database->execute("CREATE TABLE t(n INTEGER PRIMARY KEY, b BLOB)"));
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            auto insert = database->prepare("INSERT INTO t VALUES(?, ?)");
            QVERIFY(insert);
            QVERIFY(insert->bind(1, 7).bindBlob(2, bytes).run());
            QVERIFY(insert->bind(1, 8).bindBlob(2, "").run());
            QVERIFY(transaction->commit());
        }
        auto database = Database::open(tree.path("db"), Database::Access::Read);
        QVERIFY(database);
        auto select = database->prepare("SELECT n, b FROM t ORDER BY n");
        QVERIFY(select);
        QCOMPARE(select->step().value(), true);
        QCOMPARE(select->integer(0), 7);
        QCOMPARE(std::string(select->bytes(1)), bytes);
        QCOMPARE(select->step().value(), true);
        QVERIFY(select->bytes(1).empty());
        QCOMPARE(select->step().value(), false);
        QVERIFY(database->integer("SELECT count(*) FROM t").value() == 2);
        QVERIFY(!database->integer("SELECT n FROM t WHERE n = 1").value());
    }

    void takesBackWhatWasNotCommitted() {
        const test::TemporaryTree tree;
        auto database = Database::open(tree.path("db"), Database::Access::Create);
        QVERIFY(database);
        QVERIFY(database->execute("CREATE TABLE t(n)"));
        {
            auto transaction = Transaction::begin(*database);
            QVERIFY(transaction);
            QVERIFY(database->execute("INSERT INTO t VALUES(1)"));
        }
        QVERIFY(database->integer("SELECT count(*) FROM t").value() == 0);
    }

    void errorsNameTheFileAndTheReason() {
        const test::TemporaryTree tree;
        const auto missing = Database::open(tree.path("none/db"), Database::Access::Create);
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::Absent);

        std::ofstream(tree.path("text")) << std::string(5000, 'x');
        auto text = Database::open(tree.path("text"), Database::Access::ReadWrite);
        QVERIFY(text);  // SQLite looks later
        const auto refused = text->integer("SELECT count(*) FROM sqlite_schema");
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Malformed);
        QVERIFY(refused.error().message.find(tree.path("text")) != std::string::npos);

        auto database = Database::open(tree.path("db"), Database::Access::Create);
        QVERIFY(database);
        const Status wrong = database->execute("SELECT * FROM missing");
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().message.find("no such table: missing") != std::string::npos,
                 wrong.error().message.c_str());
    }
};

BARO_TEST(DatabaseTest)
#include "DatabaseTest.moc"
