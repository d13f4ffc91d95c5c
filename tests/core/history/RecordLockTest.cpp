#include "core/history/RecordLock.h"

#include <QtTest>
#include <optional>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

class RecordLockTest : public QObject {
    Q_OBJECT

  private slots:
    void onlyOneHasItAndIsNamed() {
        const test::TemporaryTree tree;
        {
            const auto first = RecordLock::take(tree.path(""), "the first recorder");
            QVERIFY(first);
            const auto second = RecordLock::take(tree.path(""), "the second");
            QVERIFY(!second);
            QCOMPARE(second.error().kind, ErrorKind::Absent);
            QVERIFY(second.error().message.find("the first recorder") != std::string::npos);
        }
        QVERIFY(RecordLock::take(tree.path(""), "the second"));
    }

    void staysWithWhomItWasMovedTo() {
        const test::TemporaryTree tree;
        std::optional<RecordLock> kept;
        {
            auto taken = RecordLock::take(tree.path(""), "one");
            QVERIFY(taken);
            kept.emplace(std::move(taken).value());
        }
        QVERIFY(!RecordLock::take(tree.path(""), "another"));
        kept.reset();
        QVERIFY(RecordLock::take(tree.path(""), "another"));
    }

    void saysWhereItCannot() {
        const test::TemporaryTree tree;
        const auto lock = RecordLock::take(tree.path("no/folder"), "one");
        QVERIFY(!lock);
        QVERIFY(lock.error().message.find("no/folder/record.lock") != std::string::npos);
    }
};

BARO_TEST(RecordLockTest)
#include "RecordLockTest.moc"
