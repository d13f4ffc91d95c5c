#include "core/metrics/ExpositionText.h"

#include <QtTest>
#include <cmath>

#include "core/metrics/ExpositionLine.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

ExpositionFamily onlyFamily(std::string_view text) {
    const auto families = parseExposition(text);
    if (!families || families->size() != 1) return {};
    return families->front();
}

}  // namespace

class ExpositionTextTest : public QObject {
    Q_OBJECT

  private slots:
    void readsHelpTypeAndSamples() {
        const ExpositionFamily family = onlyFamily(
            "# HELP job_seconds_total Time, in \\\\ or \\n\n"
            "# TYPE job_seconds_total counter\n"
            "job_seconds_total{job=\"backup\",host=\"a\"} 12.5\n"
            "\n# any other comment\n"
            "  job_seconds_total { job = \"sync\" , } \t 3e2\n");
        QCOMPARE(family.name, std::string("job_seconds_total"));
        QCOMPARE(family.help, std::string("Time, in \\ or \n"));
        QCOMPARE(family.type, ExpositionFamily::Type::Counter);
        QCOMPARE(family.samples.size(), 2u);
        QCOMPARE(toString(family.samples[0].labels), std::string("{host=\"a\", job=\"backup\"}"));
        QCOMPARE(family.samples[0].value, 12.5);
        QCOMPARE(toString(family.samples[1].labels), std::string("{job=\"sync\"}"));
        QCOMPARE(family.samples[1].value, 300.0);
    }

    void partsOfAHistogramBelongTogether() {
        const ExpositionFamily family = onlyFamily(
            "# TYPE wait histogram\nwait_bucket{le=\"1\"} 2\nwait_bucket{le=\"+Inf\"} 3\nwait_sum "
            "4\nwait_count 3\n");
        QCOMPARE(family.samples.size(), 4u);
        QCOMPARE(family.samples[2].name, std::string("wait_sum"));
    }

    void namesThatOnlyLookLikePartsAreFamilies() {
        const auto families = parseExposition("# TYPE wait gauge\nwait 1\nwait_count 3\n");
        QVERIFY(families);
        QCOMPARE(families->size(), 2u);
    }

    void escapesInLabels() {
        const auto sample = parseSampleLine("disk{path=\"C:\\\\x \\\"y\\\"\\n{}=,\"} 1");
        QVERIFY(sample);
        QCOMPARE(sample->labels.value("path"), std::string_view("C:\\x \"y\"\n{}=,"));
    }

    void marksTimestamps() {
        QVERIFY(parseSampleLine("up 1 1700000000000")->hasTimestamp);
        QVERIFY(!parseSampleLine("up 1")->hasTimestamp);
    }

    void readsValues_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("integer") << QByteArray("42") << 42.0;
        QTest::newRow("sign") << QByteArray("+42") << 42.0;
        QTest::newRow("negative") << QByteArray("-1.5e-3") << -0.0015;
        QTest::newRow("no digit before the point") << QByteArray(".5") << 0.5;
        QTest::newRow("infinite") << QByteArray("+Inf") << HUGE_VAL;
        QTest::newRow("minus infinite") << QByteArray("-inf") << -HUGE_VAL;
    }
    void readsValues() {
        QFETCH(QByteArray, text);
        QFETCH(double, value);
        QCOMPARE(parseSampleValue(text.toStdString()), std::optional(value));
    }
    void readsNotANumber() { QVERIFY(std::isnan(parseSampleValue("NaN").value_or(0))); }

    void refusesOtherValues_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "x", "--1", "+-1", "1x", "nano", "1e999", "1,5", "+", "e5"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesOtherValues() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseSampleValue(text.toStdString()));
    }

    void refusesBrokenText_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("last line without an end") << QByteArray("up 1");
        QTest::newRow("no value") << QByteArray("up\n");
        QTest::newRow("name begins with a digit") << QByteArray("1up 1\n");
        QTest::newRow("label without a value") << QByteArray("up{a} 1\n");
        QTest::newRow("label without quotation marks") << QByteArray("up{a=b} 1\n");
        QTest::newRow("label cut") << QByteArray("up{a=\"b\n");
        QTest::newRow("label twice") << QByteArray("up{a=\"b\",a=\"c\"} 1\n");
        QTest::newRow("label name with a colon") << QByteArray("up{a:b=\"c\"} 1\n");
        QTest::newRow("label of the name") << QByteArray("up{__name__=\"c\"} 1\n");
        QTest::newRow("no comma") << QByteArray("up{a=\"b\" c=\"d\"} 1\n");
        QTest::newRow("two commas") << QByteArray("up{a=\"b\",,c=\"d\"} 1\n");
        QTest::newRow("unknown escape") << QByteArray("up{a=\"\\t\"} 1\n");
        QTest::newRow("not UTF-8") << QByteArray("up{a=\"\xff\"} 1\n");
        QTest::newRow("timestamp") << QByteArray("up 1 soon\n");
        QTest::newRow("too much") << QByteArray("up 1 2 3\n");
        QTest::newRow("sample twice") << QByteArray("up{a=\"1\",b=\"2\"} 1\nup{b=\"2\",a=\"1\"} 1\n");
        QTest::newRow("two types") << QByteArray("# TYPE up gauge\n# TYPE up gauge\nup 1\n");
        QTest::newRow("two helps") << QByteArray("# HELP up a\n# HELP up b\nup 1\n");
        QTest::newRow("late type") << QByteArray("up 1\n# TYPE up gauge\n");
        QTest::newRow("unknown type") << QByteArray("# TYPE up meter\nup 1\n");
        QTest::newRow("help about nothing") << QByteArray("# HELP\nup 1\n");
        QTest::newRow("help not UTF-8") << QByteArray("# HELP up \xff\nup 1\n");
    }
    void refusesBrokenText() {
        QFETCH(QByteArray, text);
        const auto families = parseExposition(text.toStdString());
        QVERIFY(!families);
        QCOMPARE(families.error().kind, ErrorKind::Malformed);
    }

    void errorsNameTheLine() {
        const auto families = parseExposition("# a comment\nup 1\nup x\n");
        QVERIFY(!families);
        QVERIFY(families.error().message.starts_with("line 3: "));
    }

    void emptyTextHasNoFamilies() {
        const auto families = parseExposition("# TYPE up gauge\n");
        QVERIFY(families);
        QVERIFY(families->empty());
    }
};

BARO_TEST(ExpositionTextTest)
#include "ExpositionTextTest.moc"
