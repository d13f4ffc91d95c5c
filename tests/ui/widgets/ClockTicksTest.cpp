#include "ui/widgets/ClockTicks.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

#include "tests/support/TestMain.h"

namespace baro::ui {
namespace {

TimeRange between(const char* from, const char* to) {
    const auto moment = [](const char* text) {
        return QDateTime::fromString(QLatin1String(text), Qt::ISODate).toMSecsSinceEpoch();
    };
    return {moment(from), moment(to)};
}

QString texts(TimeRange range, int most) {
    QStringList words;
    for (const ClockTick& tick : clockTicks(range, most))
        words << tick.text;
    return words.join(QStringLiteral(" | "));
}

}  // namespace

class ClockTicksTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        qputenv("TZ", "Europe/Berlin");
        tzset();
        usual_ = QLocale();
    }
    void cleanup() { QLocale::setDefault(usual_); }

    void aMinuteHasSeconds() {
        QCOMPARE(texts(between("2026-11-20T10:00:05", "2026-11-20T10:01:05"), 5),
                 "10:00:15 | 10:00:30 | 10:00:45 | 10:01:00");
    }
    void anHourHasMinutes() {
        QCOMPARE(texts(between("2026-11-20T09:50:00", "2026-11-20T10:50:00"), 5),
                 "10:00 | 10:15 | 10:30 | 10:45");
    }
    void aDayTellsWhereItBegins() {
        QCOMPARE(texts(between("2026-11-19T15:00:00", "2026-11-20T15:00:00"), 5),
                 "18:00 | 20 Nov | 06:00 | 12:00");
    }
    void aMonthHasDays() {
        QCOMPARE(texts(between("2026-10-20T12:00:00", "2026-11-20T12:00:00"), 5),
                 "21 Oct | 28 Oct | 4 Nov | 11 Nov | 18 Nov");
    }
    // The clock is set back on 25 October: all marks are at midnight nevertheless.
    void aDayOf25HoursMovesNoMark() {
        for (const ClockTick& tick : clockTicks(between("2026-10-22T12:00:00", "2026-10-29T12:00:00"), 8))
            QCOMPARE(QDateTime::fromMSecsSinceEpoch(tick.moment).time(), QTime(0, 0));
    }
    void neverMoreThanFit() {
        for (std::int64_t length = 1000; length < std::int64_t{1000} * 86'400'000; length = length * 3 / 2)
            for (const int most : {1, 2, 5, 12}) {
                const TimeRange range{1'700'000'123'456, 1'700'000'123'456 + length};
                QVERIFY(clockTicks(range, most).size() <= static_cast<std::size_t>(most));
            }
    }
    // Nor do they leave the axis.
    void labelsDoNotTouchEachOther_data() {
        QTest::addColumn<QLocale>("locale");
        for (const char* name : {"C", "en_US", "en_GB", "de_DE", "ko_KR", "fr_CA"})
            QTest::newRow(name) << QLocale(QLatin1String(name));
    }
    void labelsDoNotTouchEachOther() {
        QFETCH(const QLocale, locale);
        QLocale::setDefault(locale);
        const QFontMetricsF metrics(QFont(QStringLiteral("sans-serif"), 9));
        for (const double width : {180.0, 320.0, 388.0, 760.0, 1500.0})
            for (std::int64_t length = 10'000; length < std::int64_t{400} * 86'400'000;
                 length = length * 3 / 2) {
                const TimeRange range{1'700'000'123'456 - length, 1'700'000'123'456};
                double end = 72;
                int said = 0;
                for (const ClockLabel& label : clockLabels(range, 72, 72 + width, metrics)) {
                    if (label.text.isEmpty()) continue;
                    QVERIFY(label.left >= end && label.left + label.width <= 72 + width);
                    QCOMPARE(label.width, metrics.horizontalAdvance(label.text));
                    end = label.left + label.width + 4;
                    ++said;
                }
                QVERIFY(said > 0 || length > std::int64_t{20} * 86'400'000);
            }
    }
    void noRangeHasNone() { QVERIFY(clockTicks({5, 5}, 3).empty()); }

  private:
    QLocale usual_;
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ClockTicksTest)
#include "ClockTicksTest.moc"
