#include "core/yaml/YamlLines.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class YamlLinesTest : public QObject {
    Q_OBJECT

  private slots:
    void eachLineHasAnEnd_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("nothing") << "" << QStringList();
        QTest::newRow("whole lines") << "a:\n\n- b\n" << QStringList{"a:\n", "\n", "- b\n"};
        QTest::newRow("the last one gets it") << "a:\n- b" << QStringList{"a:\n", "- b\n"};
        QTest::newRow("of DOS") << "a: 1\r\n" << QStringList{"a: 1\r\n"};
    }
    void eachLineHasAnEnd() {
        QFETCH(QString, text);
        QStringList lines;
        for (const std::string& line : yamlLines(text.toStdString()))
            lines << QString::fromStdString(line);
        QTEST(lines, "lines");
    }

    void aLineIsToldByItsBeginning() {
        QCOMPARE(columnOfLine("  - a\n"), std::size_t{2});
        QCOMPARE(columnOfLine("   "), std::size_t{3});
        QVERIFY(saysNothing(" \r\n") && saysNothing("  # a\n") && !saysNothing("a # b\n"));
        QVERIFY(beginsWithDash("  - a\n") && beginsWithDash("-\n") && !beginsWithDash("-a\n"));
    }
};

BARO_TEST(YamlLinesTest)
#include "YamlLinesTest.moc"
