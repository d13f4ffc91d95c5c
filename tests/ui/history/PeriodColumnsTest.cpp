#include "ui/history/PeriodColumns.h"

#include <QDateTime>
#include <QTest>
#include <cstdlib>

#include "tests/support/TestMain.h"

namespace baro::ui {
namespace {

constexpr std::int64_t someHour = 1'700'002'800'000;  // 2023-11-14 23:00 UTC
constexpr std::int64_t aMinute = 60'000;
constexpr std::int64_t anHour = 60 * aMinute;
constexpr std::int64_t aDay = 24 * anHour;

SamplePace everySecond() {
    return {std::chrono::milliseconds(1000), someHour + 250};
}

TimeRange before(std::int64_t end, std::int64_t length) {
    return {end - length, end};
}

}  // namespace

class PeriodColumnsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        qputenv("TZ", "Asia/Kolkata");  // 5 h 30 min, without a second clock in summer
        tzset();
    }

    void anHourIsShownRaw() {
        const ColumnChoice choice =
            columnsFor(before(someHour, anHour), Resolution::Automatic, everySecond(), 400);
        QVERIFY(choice.isRaw);
        QCOMPARE(choice.columns.tick, 1000);
        QCOMPARE(choice.columns.width, 9000 + 1000);  // 3601 samples in at most 400 columns
        QVERIFY(choice.columns.count <= 401);
        QCOMPARE(choice.columns.from % 1000, 250);  // where the samples are
        QVERIFY(std::abs(choice.columns.from - (someHour - anHour)) < 1000);
        QVERIFY(choice.columns.until() > someHour);
    }

    void longRangesAreSummedUp_data() {
        QTest::addColumn<qint64>("length");
        QTest::addColumn<qint64>("width");
        QTest::newRow("24 h") << qint64{aDay} << qint64{5 * aMinute};
        QTest::newRow("7 days") << qint64{7 * aDay} << qint64{30 * aMinute};
        QTest::newRow("30 days") << qint64{30 * aDay} << qint64{2 * anHour};
        QTest::newRow("90 days") << qint64{90 * aDay} << qint64{6 * anHour};
        QTest::newRow("5 years") << qint64{1826 * aDay} << qint64{5 * aDay};
    }
    void longRangesAreSummedUp() {
        QFETCH(const qint64, length);
        QFETCH(const qint64, width);
        const ColumnChoice choice =
            columnsFor(before(someHour, length), Resolution::Automatic, everySecond(), 400);
        QVERIFY(!choice.isRaw);
        QCOMPARE(choice.columns.width, width);
        QCOMPARE(choice.columns.width % choice.columns.tick, 0);
        QCOMPARE(choice.columns.delay, choice.columns.tick);  // asked at its end, of the time before
        QVERIFY(choice.columns.from <= someHour - length && choice.columns.from > someHour - length - width);
        QVERIFY(choice.columns.until() >= someHour && choice.columns.until() < someHour + width);
    }

    void hoursAndDaysBeginWithThoseOfLocalTime() {
        const auto localTime = [](Resolution resolution) {
            const ColumnChoice choice =
                columnsFor(before(someHour, 3 * aDay), resolution, everySecond(), 400);
            return QDateTime::fromMSecsSinceEpoch(choice.columns.from).time();
        };
        QCOMPARE(localTime(Resolution::Hourly), QTime(4, 0));  // 23:00 UTC is 4:30 there
        QCOMPARE(localTime(Resolution::Daily), QTime(0, 0));
    }

    void tooFineAResolutionIsRefusedInWords() {
        const ColumnChoice raw = columnsFor(before(someHour, aDay), Resolution::Raw, everySecond(), 400);
        QVERIFY2(raw.problem.contains("86,401") && raw.problem.contains("11,000") &&
                     raw.problem.contains("3 h or less"),
                 qPrintable(raw.problem));
        QVERIFY(
            columnsFor(before(someHour, 10'999'000), Resolution::Raw, everySecond(), 400).problem.isEmpty());
        const ColumnChoice hourly =
            columnsFor(before(someHour, 500 * aDay), Resolution::Hourly, everySecond(), 400);
        QVERIFY2(hourly.problem.contains("458 days"), qPrintable(hourly.problem));
    }

    void aSlowPaceAllowsALongerRawRange() {
        const SamplePace slow{std::chrono::seconds(10), someHour};
        QVERIFY(columnsFor(before(someHour, aDay), Resolution::Raw, slow, 400).problem.isEmpty());
        QCOMPARE(columnsFor(before(someHour, aDay), Resolution::Automatic, slow, 400).isRaw, false);
        QCOMPARE(columnsFor(before(someHour, 6 * anHour), Resolution::Automatic, slow, 400).isRaw, true);
    }

    void theOtherPeriodHasTheSameColumns() {
        const TimeRange first = before(someHour, aDay);
        const PeriodColumns columns = columnsFor(first, Resolution::Hourly, everySecond(), 400).columns;
        const PeriodColumns dayBefore = columnsLike(columns, first, before(someHour - aDay, aDay));
        QCOMPARE(dayBefore.from, columns.from - aDay);
        QCOMPARE(dayBefore.count, columns.count);
        const TimeRange odd{first.from - 100 * aMinute, first.to + 5 * anHour};
        const PeriodColumns longer = columnsLike(columns, first, odd);
        QCOMPARE(longer.from, columns.from - 2 * anHour);
        QCOMPARE(longer.end, odd.to);
        QVERIFY(longer.until() >= odd.to);
    }

    void ratesReachOverTwoSamplesAtLeast() {
        PeriodColumns columns;
        columns.tick = 1000;
        QCOMPARE(rateRangeOf(columns, everySecond()), 2500);
        columns.tick = aMinute;
        QCOMPARE(rateRangeOf(columns, everySecond()), aMinute);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::PeriodColumnsTest)
#include "PeriodColumnsTest.moc"
