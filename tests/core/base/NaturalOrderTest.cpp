#include "core/base/NaturalOrder.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class NaturalOrderTest : public QObject {
    Q_OBJECT

  private slots:
    void first_data() {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        const auto row = [](const char* a, const char* b) { QTest::newRow(a) << QString(a) << QString(b); };
        row("cpu2", "cpu10");
        row("9", "10");
        row("10", "a");
        row("a", "b");
        row("", "0");
        row("a1", "a1b");
        row("a1b2", "a1b10");
        row("99999999999999999999998", "99999999999999999999999");
    }
    void first() {
        QFETCH(const QString, a);
        QFETCH(const QString, b);
        QVERIFY(isBeforeNaturally(a.toStdString(), b.toStdString()));
        QVERIFY(!isBeforeNaturally(b.toStdString(), a.toStdString()));
    }

    void leadingZerosDecideLast() {
        QVERIFY(isBeforeNaturally("a01", "a1"));
        QVERIFY(!isBeforeNaturally("a1", "a01"));
        QVERIFY(isBeforeNaturally("a1b1", "a01b2"));
    }
};

BARO_TEST(NaturalOrderTest)
#include "NaturalOrderTest.moc"
