#include "ui/ClockText.h"

#include <QLocale>
#include <QTest>

#include "tests/support/TestMain.h"

namespace baro::ui {

class ClockTextTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { usual_ = QLocale(); }
    void cleanup() { QLocale::setDefault(usual_); }

    void writesTimesOfDay_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("minutes");
        QTest::addColumn<QString>("seconds");
        QTest::addColumn<QString>("milliseconds");
        const auto row = [](const char* name, const char* minutes, const char* seconds,
                            const char* milliseconds) {
            QTest::newRow(name) << QLocale(QLatin1String(name)) << QString::fromUtf8(minutes)
                                << QString::fromUtf8(seconds) << QString::fromUtf8(milliseconds);
        };
        row("C", "15:05", "15:05:09", "15:05:09.250");
        row("en_US", "3:05 PM", "3:05:09 PM", "3:05:09.250 PM");
        row("en_GB", "15:05", "15:05:09", "15:05:09.250");
        row("de_DE", "15:05", "15:05:09", "15:05:09,250");
        row("ko_KR", "오후 3:05", "오후 3:05:09", "오후 3:05:09.250");
        row("ja_JP", "15:05", "15:05:09", "15:05:09.250");
        row("zh_TW", "下午3:05", "下午3:05:09", "下午3:05:09.250");
        row("fi_FI", "15.05", "15.05.09", "15.05.09,250");
        row("fr_CA", "15 h 05", "15 h 05 min 09 s", "15 h 05 min 09,250 s");
        row("bg_BG", "15:05 ч.", "15:05:09 ч.", "15:05:09,250 ч.");
        row("es_ES", "15:05", "15:05:09", "15:05:09,250");
    }
    void writesTimesOfDay() {
        QFETCH(const QLocale, locale);
        QLocale::setDefault(locale);
        const QTime time(15, 5, 9, 250);
        QTEST(plain(clockText(time, ClockForm::Minutes)), "minutes");
        QTEST(plain(clockText(time, ClockForm::Seconds)), "seconds");
        QTEST(plain(clockText(time, ClockForm::Milliseconds)), "milliseconds");
    }

    void writesDays_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("weekday");
        QTest::addColumn<QString>("day");
        QTest::addColumn<QString>("dayAndYear");
        QTest::addColumn<QString>("weekdayAndDay");
        QTest::addColumn<QString>("whole");
        const auto row = [](const char* name, const char* weekday, const char* day, const char* dayAndYear,
                            const char* weekdayAndDay, const char* whole) {
            QTest::newRow(name) << QLocale(QLatin1String(name)) << QString::fromUtf8(weekday)
                                << QString::fromUtf8(day) << QString::fromUtf8(dayAndYear)
                                << QString::fromUtf8(weekdayAndDay) << QString::fromUtf8(whole);
        };
        row("C", "Mon", "23 Nov", "23 Nov 2026", "Mon 23 Nov", "Mon 23 Nov 2026");
        row("en_US", "Mon", "Nov 23", "Nov 23, 2026", "Mon Nov 23", "Mon Nov 23, 2026");
        row("en_GB", "Mon", "23 Nov", "23 Nov 2026", "Mon 23 Nov", "Mon 23 Nov 2026");
        row("de_DE", "Mo.", "23. Nov.", "23. Nov. 2026", "Mo. 23. Nov.", "Mo. 23. Nov. 2026");
        row("ko_KR", "월요일", "11월 23일", "2026년 11월 23일", "11월 23일 (월)", "2026년 11월 23일 (월)");
        row("ja_JP", "月曜日", "11月23日", "2026年11月23日", "11月23日 (月)", "2026年11月23日 (月)");
        row("es_ES", "lun", "23 de nov", "23 de nov de 2026", "lun 23 de nov", "lun 23 de nov de 2026");
        row("lt_LT", "pr", "lapkr. 23 d.", "2026 m. lapkr. 23 d.", "lapkr. 23 d. (pr)",
            "2026 m. lapkr. 23 d. (pr)");
    }
    void writesDays() {
        QFETCH(const QLocale, locale);
        QLocale::setDefault(locale);
        const QDate date(2026, 11, 23);
        QTEST(dayText(date, DayForm::Weekday), "weekday");
        QTEST(dayText(date, DayForm::Day), "day");
        QTEST(dayText(date, DayForm::DayAndYear), "dayAndYear");
        QTEST(dayText(date, DayForm::WeekdayAndDay), "weekdayAndDay");
        QTEST(dayText(date, DayForm::Whole), "whole");
    }

    void writesBothTogether() {
        const QDateTime moment(QDate(2026, 11, 23), QTime(15, 5, 9));
        const auto text = [&](const char* locale) {
            QLocale::setDefault(QLocale(QLatin1String(locale)));
            return plain(momentText(moment, DayForm::Day, ClockForm::Minutes)) + QStringLiteral(" | ") +
                   plain(momentText(moment, DayForm::Whole, ClockForm::Seconds));
        };
        QCOMPARE(text("C"), "23 Nov 15:05 | Mon 23 Nov 2026 15:05:09");
        QCOMPARE(text("en_US"), "Nov 23, 3:05 PM | Mon Nov 23, 2026 3:05:09 PM");
        QCOMPARE(text("de_DE"), "23. Nov. 15:05 | Mo. 23. Nov. 2026 15:05:09");
        QCOMPARE(text("ko_KR"),
                 QString::fromUtf8("11월 23일 오후 3:05 | 2026년 11월 23일 (월) 오후 3:05:09"));
    }

    // Every value is said once, and none is lost, whatever a locale's own formats look like.
    void saysEverythingInEveryLocale() {
        for (const QLocale& locale :
             QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyCountry)) {
            QLocale::setDefault(locale);
            const auto has = [&](const QString& text, int number) {
                return text.contains(QLocale().toString(QTime(0, 0, number), QStringLiteral("s")));
            };
            const QByteArray name = locale.name().toUtf8();
            const QString clock = clockText(QTime(23, 47, 38, 156), ClockForm::Milliseconds);
            const QString minutes = clockText(QTime(23, 47, 38), ClockForm::Minutes);
            QVERIFY2(has(clock, 47) && has(clock, 38) && (has(clock, 23) || has(clock, 11)), name);
            QVERIFY2(has(minutes, 47) && !has(minutes, 38), name);
            const QString noon = QLocale().toString(QTime(23, 47, 38), QStringLiteral("AP"));
            const QString digits = QString(clock).remove(noon, Qt::CaseInsensitive);
            QVERIFY2(!digits.contains(QLatin1Char('B')) && !digits.contains(QLatin1Char('t')), name);
            const QString day = dayText(QDate(2026, 8, 23), DayForm::Day);
            const QString whole = dayText(QDate(2026, 8, 23), DayForm::Whole);
            QVERIFY2(has(day, 23) && !has(day, 26) && has(whole, 23) && has(whole, 26), name);
            QVERIFY2(whole.contains(locale.dayName(Qt::Sunday, QLocale::ShortFormat)), name);
            QVERIFY2(day.size() < 20, name + ' ' + day.toUtf8());
        }
    }

    void namesADayThatIsNotTakenForAnother() {
        const QDateTime now(QDate(2026, 11, 21), QTime(0, 10));
        const auto form = [&](const QDate& date) { return dayFormOf(QDateTime(date, QTime(23, 50)), now); };
        QCOMPARE(form(QDate(2026, 11, 20)), DayForm::Weekday);
        QCOMPARE(form(QDate(2026, 11, 15)), DayForm::Weekday);
        QCOMPARE(form(QDate(2026, 11, 14)), DayForm::Day);
        QCOMPARE(form(QDate(2025, 11, 21)), DayForm::DayAndYear);
    }

  private:
    // Which kind of space stands before the noon differs between versions of Qt.
    static QString plain(QString text) {
        for (QChar& sign : text)
            if (sign.isSpace()) sign = QLatin1Char(' ');
        return text;
    }

    QLocale usual_;
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ClockTextTest)
#include "ClockTextTest.moc"
