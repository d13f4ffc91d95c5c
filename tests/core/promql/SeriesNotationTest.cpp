#include "core/promql/SeriesNotation.h"

#include <QtTest>

#include "core/series/SeriesSource.h"
#include "tests/support/PromQlScript.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;
using namespace baro::tests;

namespace {

using Kind = promql::NotedPoint::Kind;

// Numbers as they are, S for the staleness marker, H for a histogram, _ for no sample.
QString pointsOf(const promql::NotedSeries& series) {
    QStringList texts;
    for (const promql::NotedPoint& point : series.points) {
        if (point.kind == Kind::Missing) texts += "_";
        if (point.kind == Kind::Histogram) texts += "H";
        if (point.kind == Kind::Number)
            texts += isStaleMarker(point.value) ? "S" : QString::number(point.value);
    }
    return texts.join(' ');
}

}  // namespace

class SeriesNotationTest : public QObject {
    Q_OBJECT

  private slots:
    void pointsAreExpanded_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << ""
                              << "";
        QTest::newRow("numbers") << "1 -2.5 1e3 +4 .5"
                                 << "1 -2.5 1000 4 0.5";
        QTest::newRow("not finite") << "Inf -Inf NaN"
                                    << "inf -inf nan";
        QTest::newRow("missing") << "1 _ _x2 2"
                                 << "1 _ _ _ 2";
        QTest::newRow("none missing") << "_x0 2"
                                      << "2";
        QTest::newRow("repeated") << "7x2"
                                  << "7 7 7";
        QTest::newRow("repeated NaN") << "NaNx1"
                                      << "nan nan";
        QTest::newRow("upwards") << "1+2x3"
                                 << "1 3 5 7";
        QTest::newRow("downwards") << "-1-2x2"
                                   << "-1 -3 -5";
        QTest::newRow("no step") << "5+1x0"
                                 << "5";
        QTest::newRow("stale") << "1 stale 2"
                               << "1 S 2";
        QTest::newRow("histograms") << "1 {{schema:0 sum:1}} {{}}x1 {{a:1}}+{{b:2}}x2"
                                    << "1 H H H H H H";
    }
    void pointsAreExpanded() {
        QFETCH(const QString, text);
        const auto series = parseSeries("m " + text.toStdString());
        QVERIFY2(series.ok(), series.ok() ? "" : series.error().message.c_str());
        QTEST(pointsOf(*series), "expected");
    }

    void labelsAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a metric") << "m"
                                  << "m";
        QTest::newRow("labels") << "m{a=\"1\", b='2',}"
                                << "m{a=\"1\", b=\"2\"}";
        QTest::newRow("no metric") << "{a=`1`}"
                                   << "{a=\"1\"}";
        QTest::newRow("nothing") << "{}"
                                 << "{}";
        QTest::newRow("escapes and blanks") << "m{a=\"x \\\" }\"} "
                                            << "m{a=\"x \\\" }\"}";
        QTest::newRow("quoted names") << "{\"m\", \"a\"=\"1\"}"
                                      << "m{a=\"1\"}";
        QTest::newRow("a metric with a colon") << "a:b:c{}"
                                               << "a:b:c";
    }
    void labelsAreRead() {
        QFETCH(const QString, text);
        const auto series = parseSeries(text.toStdString() + " 1");
        QVERIFY2(series.ok(), series.ok() ? "" : series.error().message.c_str());
        QTEST(QString::fromStdString(toString(series->labels)), "expected");
        QCOMPARE(pointsOf(*series), "1");
    }

    void brokenSeriesAreRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "m{", "m{a}", "m{a=1}", "m{a=\"1\"b=\"2\"}", "m{a=\"1}", "m x", "m 1x", "m 1+x2", "m 1+2",
              "m {{", "m 1x1000000", "m _x99999999999999999999", "m 1,2"})
            QTest::newRow(*text == '\0' ? "empty" : text) << text;
    }
    void brokenSeriesAreRefused() {
        QFETCH(const QString, text);
        QVERIFY(!parseSeries(text.toStdString()));
    }

    void scriptsAreCommands() {
        const auto script = parseScript(
            "# comment\n"
            "load 1m30s\n"
            "  m 1\n"
            "  # ends the load\n"
            "\n"
            "eval range from 0 to 1m step 30s m + 1\n"
            "  expect warn msg: PromQL warning: x\n"
            "  expect no_info\n"
            "  {} 1 2\n"
            "\n"
            "clear\n"
            "eval_fail instant at 5m m\n"
            "  expected_fail_message no such thing\n"
            "# ends it too\n"
            "eval instant at -1s time()\n"
            "\t-1\n");
        QVERIFY2(script.ok(), script.ok() ? "" : script.error().message.c_str());
        QCOMPARE(script->size(), std::size_t{5});
        QCOMPARE(std::get<tests::Load>((*script)[0]).stepMilliseconds, 90'000);
        const auto& range = std::get<Eval>((*script)[1]);
        QVERIFY(range.isRange);
        QCOMPARE(range.line, 6);
        QCOMPARE(range.end, 60'000);
        QCOMPARE(range.step, 30'000);
        QCOMPARE(range.expression, "m + 1");
        QVERIFY(range.expects(Expectation::Kind::NoInfo));
        QCOMPARE(range.expectations[0].text, "PromQL warning: x");
        QVERIFY(std::holds_alternative<Clear>((*script)[2]));
        const auto& fail = std::get<Eval>((*script)[3]);
        QCOMPARE(fail.expectations.size(), std::size_t{1});
        QCOMPARE(fail.expectations[0].text, "no such thing");
        const auto& scalar = std::get<Eval>((*script)[4]);
        QCOMPARE(scalar.start, -1'000);
        QCOMPARE(scalar.scalar, -1);
    }

    void brokenScriptsSayWhere_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("command") << "load 1m\n\nlook"
                                 << "line 3: no command: look";
        QTest::newRow("series") << "load 1m\n m x"
                                << "line 2: no point before \"x\"";
        QTest::newRow("expectation") << "eval instant at 0 1\n expect luck"
                                     << "line 2: luck cannot be expected";
        QTest::newRow("steps") << "eval range from 1m to 0 step 1s 1"
                               << "line 1: no steps";
        QTest::newRow("failure") << "eval instant at 0 1\n expected_fail_message x"
                                 << "line 2: no failure is expected";
    }
    void brokenScriptsSayWhere() {
        QFETCH(const QString, text);
        const auto script = parseScript(text.toStdString());
        QVERIFY(!script);
        QTEST(QString::fromStdString(script.error().message), "expected");
    }
};

BARO_TEST(SeriesNotationTest)
#include "SeriesNotationTest.moc"
