// Qt first: moc fails on <compare> when nothing has configured the standard library before it.
#include <QtTest>

#include "core/series/Labels.h"

#include "tests/support/TestMain.h"

using namespace baro;

using Pairs = std::vector<std::pair<std::string, std::string>>;
Q_DECLARE_METATYPE(Pairs)

class LabelsTest : public QObject {
    Q_OBJECT

  private slots:
    void orderOfGivingDoesNotMatter() {
        QVERIFY(Labels(Pairs{{"b", "2"}, {"a", "1"}}) == Labels(Pairs{{"a", "1"}, {"b", "2"}}));
    }
    void emptyValueIsNoLabel() { QVERIFY(Labels(Pairs{{"a", ""}}) == Labels()); }
    void lastOfARepeatedNameStays() { QVERIFY(Labels(Pairs{{"a", "1"}, {"a", "2"}}).value("a") == "2"); }
    void missingLabelIsEmpty() { QVERIFY(Labels(Pairs{{"a", "1"}}).value("b").empty()); }
    void metricIsTheNameLabel() { QVERIFY(Labels(Pairs{{"__name__", "up"}, {"a", "1"}}).metric() == "up"); }

    void textIsPromQl_data() {
        QTest::addColumn<Pairs>("pairs");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << Pairs{} << QByteArray("{}");
        QTest::newRow("name only") << Pairs{{"__name__", "up"}} << QByteArray("up");
        QTest::newRow("labels only") << Pairs{{"a", "1"}} << QByteArray("{a=\"1\"}");
        QTest::newRow("both") << Pairs{{"__name__", "up"}, {"b", "2"}, {"a", "1"}}
                              << QByteArray("up{a=\"1\", b=\"2\"}");
        QTest::newRow("escaped") << Pairs{{"a", "x\"y\\z\n"}} << QByteArray("{a=\"x\\\"y\\\\z\\n\"}");
    }
    void textIsPromQl() {
        QFETCH(Pairs, pairs);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(toString(Labels(pairs))), text);
    }
};

BARO_TEST(LabelsTest)
#include "LabelsTest.moc"
