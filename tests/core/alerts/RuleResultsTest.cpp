#include "core/alerts/RuleResults.h"

#include <QTest>

#include "core/series/SampleStore.h"
#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

QStringList seriesIn(const SeriesSource& source) {
    QStringList all;
    const SeriesQuery everything{{{"__name__", LabelMatcher::Kind::Regex, ".+"}}, {0, 1'000'000'000}};
    const auto found = readAll(source, everything);
    for (const SampleSeries& series : *found) {
        QString text = QString::fromStdString(toString(series.labels)) + ":";
        for (const Sample& sample : series.samples)
            text += isStaleMarker(sample.value) ? " S" : QString(" %1").arg(sample.value);
        all << text;
    }
    return all;
}

}  // namespace

class RuleResultsTest : public QObject {
    Q_OBJECT

  private slots:
    void standBesideTheSource() {
        SampleStore source;
        source.add(namedOnly("b"), {{1000, 1}, {2000, 2}});
        source.add(namedOnly("d"), {{1000, 4}});
        RuleResults results(source);
        QVERIFY(results.append(namedOnly("a"), {3000, 7}).ok());
        QVERIFY(results.append(namedOnly("b"), {3000, 8}).ok());
        QVERIFY(results.append(namedOnly("c"), {3000, 9}).ok());
        QVERIFY(results.append(namedOnly("c"), {4000, staleMarker()}).ok());
        QCOMPARE(seriesIn(results), QStringList({"a: 7", "b: 1 2 8", "c: 9 S", "d: 4"}));
    }

    void refusesWhatIsNotNew() {
        SampleStore source;
        RuleResults results(source);
        QVERIFY(results.append(namedOnly("a"), {3000, 7}).ok());
        QVERIFY(results.append(namedOnly("a"), {3000, 7}).ok());
        QVERIFY(!results.append(namedOnly("a"), {3000, 8}).ok());
        QCOMPARE(seriesIn(results), QStringList("a: 7"));
    }

    void whatTheClockWentBackBeforeIsForgotten() {
        SampleStore source;
        RuleResults results(source);
        QVERIFY(results.append(namedOnly("a"), {3000, 7}).ok());
        QVERIFY(results.append(namedOnly("a"), {2000, 8}).ok());
        QCOMPARE(seriesIn(results), QStringList("a: 8"));
    }

    void handsOverEachValueOnce() {
        SampleStore source;
        RuleResults results(source);
        QVERIFY(results.append(namedOnly("a"), {1000, 7}).ok());
        auto current = results.handOver();
        QCOMPARE(current.size(), 1U);
        QCOMPARE(current[0].value.value_or(0), 7.0);
        QVERIFY(seriesIn(results).isEmpty());
        current = results.handOver();
        QCOMPARE(current.size(), 1U);
        QVERIFY(!current[0].value);
        QVERIFY(results.append(namedOnly("a"), {2000, staleMarker()}).ok());
        QVERIFY(results.handOver().empty());
    }

    void forgetsWhatIsOld() {
        SampleStore source;
        RuleResults results(source, 100'000);
        QVERIFY(results.append(namedOnly("a"), {1000, 7}).ok());
        QVERIFY(results.append(namedOnly("a"), {2000, staleMarker()}).ok());
        QVERIFY(results.append(namedOnly("b"), {1'000'000, 1}).ok());
        QCOMPARE(seriesIn(results), QStringList("b: 1"));
    }
};

BARO_TEST(RuleResultsTest)
#include "RuleResultsTest.moc"
