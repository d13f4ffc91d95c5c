#include <QtTest>
#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/promql/Functions.h"
#include "tests/support/PromQlRunner.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::tests;

namespace {

const QDir scripts(BARO_FIXTURES "/promql", "*.test");

std::string textOf(const QString& name) {
    std::ifstream stream(scripts.filePath(name).toStdString(), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

QString reportOf(const QString& name, const ScriptScore& score) {
    QString report;
    for (const ScriptFailure& failure : score.failures)
        report +=
            QString("%1:%2: %3: %4\n")
                .arg(name, QString::number(failure.line), failure.expression.c_str(), failure.reason.c_str());
    return report;
}

}  // namespace

// The language, function by function and operator by operator, as the scripts in tests/fixtures/promql say
// it.
class PromQlScriptsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyEvalPasses_data() {
        QTest::addColumn<QString>("name");
        for (const QString& name : scripts.entryList())
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyEvalPasses() {
        QFETCH(const QString, name);
        const auto score = runScript(textOf(name));
        QVERIFY2(score.ok(), score.ok() ? "" : score.error().message.c_str());
        QVERIFY2(score->failures.empty(), qPrintable(reportOf(name, *score)));
        QVERIFY(score->passed > 0);
        QCOMPARE(score->skipped, 0);
    }

    void everyFunctionIsTried() {
        std::string all;
        for (const QString& name : scripts.entryList())
            all += textOf(name);
        for (const promql::Function& function : promql::functions())
            QVERIFY2(all.find(std::string(function.name) + "(") != std::string::npos,
                     std::string(function.name).c_str());
    }

    void wrongAnswersFail_data() {
        QTest::addColumn<QString>("eval");
        QTest::newRow("a value") << "eval instant at 0 1\n 2";
        QTest::newRow("a value of a series") << "eval instant at 0 m\n m 2";
        QTest::newRow("no series") << "eval instant at 0 m";
        QTest::newRow("another series") << "eval instant at 0 m\n m 1\n n 1";
        QTest::newRow("the metric's name") << "eval instant at 0 m\n {} 1";
        QTest::newRow("a step too many") << "eval range from 0 to 1m step 1m m\n m 1";
        QTest::newRow("a step too few") << "eval range from 0 to 10m step 5m m\n m 1 1 1";
        QTest::newRow("another error") << "eval instant at 0 m\n expect fail";
        QTest::newRow("no annotation") << "eval instant at 0 m\n expect warn\n m 1";
        QTest::newRow("a text") << "eval instant at 0 \"a\"\n \"b\"";
    }
    void wrongAnswersFail() {
        QFETCH(const QString, eval);
        const auto score = runScript("load 1m\n m 1\n\n" + eval.toStdString());
        QVERIFY(score);
        QCOMPARE(score->failures.size(), std::size_t{1});
        QCOMPARE(score->failures[0].line, 4);
    }

    void evalsThatNeedNativeHistogramsAreSkipped() {
        const auto score = runScript(
            "load_with_nhcb 1m\n h {{sum:1}}\n m 1\n c_bucket{le=\"1\"} 1\n\n"
            "eval instant at 0 count(h)\n {} 1\n\n"
            "eval instant at 0 count(c)\n {} 1\n\n"
            "eval instant at 0 m\n m {{sum:1}}\n\n"
            "eval instant at 0 c_bucket\n c_bucket{le=\"1\"} 1\n\n"
            "eval instant at 0 {__name__=~\"h|m\"} > 0\n m 1\n\n"
            "clear\n"
            "eval instant at 0 count(h)\n");
        QVERIFY(score);
        QCOMPARE(score->skipped, 3);
        QCOMPARE(score->passed, 3);
    }
};

BARO_TEST(PromQlScriptsTest)
#include "PromQlScriptsTest.moc"
