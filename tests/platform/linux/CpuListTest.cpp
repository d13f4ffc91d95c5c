#include "platform/linux/CpuList.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class CpuListTest : public QObject {
    Q_OBJECT

  private slots:
    void readsRangesAndNumbers_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<int>>("cpus");
        QTest::newRow("range and number") << QByteArray("0-3,8\n") << std::vector<int>{0, 1, 2, 3, 8};
        QTest::newRow("spaces") << QByteArray("0 1 12\n") << std::vector<int>{0, 1, 12};
        QTest::newRow("repeated and unordered") << QByteArray("5,0-1,1-2") << std::vector<int>{0, 1, 2, 5};
        QTest::newRow("empty list") << QByteArray("\n") << std::vector<int>{};
    }
    void readsRangesAndNumbers() {
        QFETCH(QByteArray, text);
        QFETCH(std::vector<int>, cpus);
        const auto list = parseCpuList(text.toStdString());
        QVERIFY(list);
        QCOMPARE(list.value(), cpus);
    }

    void refusesWhatIsNoList_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("words") << QByteArray("all");
        QTest::newRow("cut in a range") << QByteArray("0-");
        QTest::newRow("cut after a separator") << QByteArray("0-3,");
        QTest::newRow("negative") << QByteArray("-1");
        QTest::newRow("downwards") << QByteArray("3-0");
        QTest::newRow("beyond any kernel") << QByteArray("0-2000000000");
        QTest::newRow("many times the same") << QByteArray("0-65535,0-65535");
        QTest::newRow("NUL") << QByteArrayLiteral("0\0");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNoList() {
        QFETCH(QByteArray, text);
        const auto list = parseCpuList({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!list);
        QCOMPARE(list.error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(CpuListTest)
#include "CpuListTest.moc"
