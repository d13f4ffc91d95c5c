#include "core/hosts/ApplicationRates.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

Frame frameWith(int second, std::vector<ApplicationUse> busiest) {
    Frame frame;
    frame.discontinuity = Discontinuity::None;
    frame.takenAt.wall = frame.takenAt.monotonic = frame.takenAt.boot = std::chrono::seconds(second);
    frame.applications = std::make_shared<const Applications>(
        Applications{std::move(busiest), {"other", double(second), {}, {}, {}, {}, 9e9, 100}});
    return frame;
}

}  // namespace

class ApplicationRatesTest : public QObject {
    Q_OBJECT

  private slots:
    void overTheTimeBetween() {
        const Frame before = frameWith(0, {{"browser", 10, 1000, {}, 0, 0, 5e8, 12}});
        const Frame now = frameWith(15, {{"browser", 40, 2500, {}, 0, 300, 6e8, 13}});
        const auto rates = applicationRates(&before, now);
        QCOMPARE(rates.size(), std::size_t{2});
        QVERIFY(rates[0].application == "browser" && rates[1].application == "other");
        QCOMPARE(*rates[0].cpuSeconds, 2.0);
        QCOMPARE(*rates[0].readBytesPerSecond, 100.0);
        QVERIFY(!rates[0].writtenBytesPerSecond);
        QCOMPARE(*rates[0].sentBytesPerSecond, 20.0);
        QCOMPARE(rates[0].residentBytes, 6e8);
        QCOMPARE(rates[0].processes, std::uint64_t{13});
        QCOMPARE(*rates[1].cpuSeconds, 1.0);
    }

    void whatJustCameOrBeganAnewHasNoRate() {
        const Frame before = frameWith(0, {{"browser", 100, {}, {}, {}, {}, 1, 1}});
        const auto rates = applicationRates(&before, frameWith(15, {{"browser", 3, {}, {}, {}, {}, 1, 1},
                                                                    {"editor", 5, {}, {}, {}, {}, 1, 1}}));
        QVERIFY(!rates[0].cpuSeconds && !rates[1].cpuSeconds);
        QCOMPARE(rates[1].residentBytes, 1.0);
    }

    void notAcrossABreak() {
        const Frame before = frameWith(0, {{"browser", 10, {}, {}, {}, {}, 1, 1}});
        Frame now = frameWith(15, {{"browser", 40, {}, {}, {}, {}, 1, 1}});
        now.discontinuity = Discontinuity::Rebooted;
        QVERIFY(!applicationRates(&before, now)[0].cpuSeconds);
        QVERIFY(!applicationRates(nullptr, now)[0].cpuSeconds);
        now.discontinuity = Discontinuity::None;
        now.takenAt = before.takenAt;
        QVERIFY(!applicationRates(&before, now)[0].cpuSeconds);
    }

    void withoutApplicationsThereAreNoRows() { QVERIFY(applicationRates(nullptr, Frame{}).empty()); }
};

BARO_TEST(ApplicationRatesTest)
#include "ApplicationRatesTest.moc"
