#include "core/telling/QuietHours.h"

#include <QTest>
#include <cstdlib>
#include <ctime>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

class QuietHoursTest : public QObject {
    Q_OBJECT

  private slots:
    void hold_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("minuteOfDay");
        QTest::addColumn<bool>("quiet");
        QTest::newRow("begin") << "22:00-07:00" << 22 * 60 << true;
        QTest::newRow("before") << "22:00-07:00" << 22 * 60 - 1 << false;
        QTest::newRow("midnight") << "22:00-07:00" << 0 << true;
        QTest::newRow("end") << "22:00-07:00" << 7 * 60 << false;
        QTest::newRow("within a day") << "12:30 - 13:15" << 13 * 60 << true;
        QTest::newRow("not within it") << "12:30 - 13:15" << 0 << false;
        QTest::newRow("up to midnight") << "20:00-24:00" << 1439 << true;
        QTest::newRow("none") << "" << 0 << false;
    }
    void hold() {
        QFETCH(const QString, text);
        QFETCH(const int, minuteOfDay);
        const auto hours = QuietHours::parse(text.toStdString());
        QVERIFY(hours);
        QTEST(hours->contains(minuteOfDay), "quiet");
    }

    void anythingElseIsRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"22:00", "22-7", "22:00-22:00", "0:00-24:00", "25:00-07:00", "22:60-07:00",
                                 "a:bc-07:00", "22:00-07:00-08:00", ":00-1:00", "\x1b[2J"})
            QTest::newRow(text) << text;
    }
    void anythingElseIsRefused() {
        QFETCH(const QString, text);
        const auto hours = QuietHours::parse(text.toStdString());
        QVERIFY(!hours);
        QVERIFY(hours.error().message.find('\x1b') == std::string::npos);
    }

    void tomorrowBeginsAtEight() {
        const QByteArray zone = qgetenv("TZ");
        qputenv("TZ", "Europe/Berlin");
        tzset();
        constexpr std::int64_t hour = 3'600'000;
        // 2026-03-28 23:30 there, the night in which the clock is set forth.
        constexpr std::int64_t evening = 1'774'737'000'000;
        QCOMPARE(localMinuteOfDay(evening), 23 * 60 + 30);
        QCOMPARE(localMinuteOfDay(-1), 0 * 60 + 59);
        QCOMPARE(tomorrowMorning(evening) - evening, 7 * hour + hour / 2);
        QCOMPARE(tomorrowMorning(evening + hour) - evening, 31 * hour + hour / 2);
        zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
        tzset();
    }
};

BARO_TEST(QuietHoursTest)
#include "QuietHoursTest.moc"
