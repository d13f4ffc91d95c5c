#include "app/PastFailures.h"

#include <QtTest>

#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

namespace {

constexpr std::int64_t failuresBegin = 1'700'000'000'000;

Labels failuresOf(const std::string& collector) {
    return Labels(
        {{std::string(metricNameLabel), "barograph_collector_failures_total"}, {"collector", collector}});
}

std::vector<Sample> everyMinute(std::initializer_list<double> values) {
    std::vector<Sample> samples;
    for (const double value : values)
        samples.push_back({failuresBegin + static_cast<std::int64_t>(samples.size()) * 60'000, value});
    return samples;
}

// "2 3": how many at which minutes.
QString found(const std::vector<Sample>& samples) {
    SampleStore store;
    store.add(failuresOf("gpu"), samples);
    const auto all = failuresIn(store, {failuresBegin, failuresBegin + 3'600'000}, {});
    QString text;
    for (const PastFailures& one : all->failures)
        text += QString("%1@%2 ").arg(one.count).arg((one.timeMilliseconds - failuresBegin) / 60'000);
    return text.trimmed();
}

}  // namespace

class PastFailuresTest : public QObject {
    Q_OBJECT

  private slots:
    void countsWhatWasRecorded_data() {
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QList<double>>("values");
        QTest::newRow("none") << "" << QList<double>{0, 0, 0};
        QTest::newRow("what failed before is not counted") << "" << QList<double>{7, 7};
        QTest::newRow("one by one") << "1@1 2@3" << QList<double>{0, 1, 1, 3};
        QTest::newRow("a restart") << "2@1 1@3" << QList<double>{5, 7, 0, 1};
        QTest::newRow("a restart that fails at once") << "1@2" << QList<double>{5, 5, 1};
        QTest::newRow("an orderly end between") << "1@2" << QList<double>{1, staleMarker(), 1};
    }
    void countsWhatWasRecorded() {
        QFETCH(QString, expected);
        QFETCH(QList<double>, values);
        std::vector<Sample> samples;
        for (const double value : values)
            samples.push_back({failuresBegin + static_cast<std::int64_t>(samples.size()) * 60'000, value});
        QCOMPARE(found(samples), expected);
    }

    void aLogLearnsThemWhileFramesCome() {
        SampleStore store;
        store.add(failuresOf("gpu"), everyMinute({0, 2, 2}));
        CollectionLog log;
        auto frame = std::make_shared<Frame>();
        frame->takenAt.wall = std::chrono::milliseconds(failuresBegin + 3'600'000);
        CollectorHealth gpu;
        gpu.name = "gpu";
        gpu.readings = gpu.failures = 1;
        frame->health = {gpu};
        log.take(frame);
        const RememberedFailures remembered(store, log, failuresBegin + 3'600'000);
        QTRY_COMPARE(log.state(failuresBegin + 3'600'000).countedSince, failuresBegin);
        QCOMPARE(log.state(failuresBegin + 3'600'000).collectors.at(0).recentFailures, std::uint64_t{3});
    }

    void nothingRecordedIsNothingRemembered() {
        const SampleStore store;
        const auto all = failuresIn(store, {failuresBegin, failuresBegin + 1000}, {});
        QVERIFY(all);
        QVERIFY(all->failures.empty());
        QCOMPARE(all->since, failuresBegin + 1000);
    }
};

BARO_TEST(PastFailuresTest)
#include "PastFailuresTest.moc"
