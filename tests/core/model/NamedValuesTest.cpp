#include "core/model/NamedValues.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class NamedValuesTest : public QObject {
    Q_OBJECT

  private slots:
    void findsByExactName() {
        NamedValues values;
        values.names = std::make_shared<const std::vector<std::string>>(
            std::vector<std::string>{"Active", "Active(anon)"});
        values.values = {1, 2};
        QCOMPARE(values.find("Active(anon)").value(), 2.0);
        QCOMPARE(values.find("Active").value(), 1.0);
        QVERIFY(!values.find("active"));
        QVERIFY(!values.find(""));
    }

    void emptyHasNothing() { QVERIFY(!NamedValues().find("MemTotal")); }
};

BARO_TEST(NamedValuesTest)
#include "NamedValuesTest.moc"
