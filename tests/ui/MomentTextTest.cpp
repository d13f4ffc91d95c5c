#include "ui/MomentText.h"

#include <QTest>

#include "tests/support/TestMain.h"

namespace baro::ui {

class MomentTextTest : public QObject {
    Q_OBJECT
  private slots:
    void readsWhatPeopleType_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("meant");  // empty: refused
        QTest::newRow("now") << "now"
                             << "2026-11-21T19:10:00";
        QTest::newRow("hours") << "-2h"
                               << "2026-11-21T17:10:00";
        QTest::newRow("minutes, spaces") << "  - 90 m "
                                         << "2026-11-21T17:40:00";
        QTest::newRow("seconds") << "-30s"
                                 << "2026-11-21T19:09:30";
        QTest::newRow("days") << "-3D"
                              << "2026-11-18T19:10:00";
        QTest::newRow("earlier today") << "3:12"
                                       << "2026-11-21T03:12:00";
        QTest::newRow("the last evening") << "23:05:10"
                                          << "2026-11-20T23:05:10";
        QTest::newRow("yesterday") << "Yesterday 03:12"
                                   << "2026-11-20T03:12:00";
        QTest::newRow("date") << "2026-11-19 03:12"
                              << "2026-11-19T03:12:00";
        QTest::newRow("ISO") << "2026-11-19T03:12:40"
                             << "2026-11-19T03:12:40";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("no time") << "25:00"
                                 << "";
        QTest::newRow("no date") << "2026-13-40 03:12"
                                 << "";
        QTest::newRow("a word") << "tomorrow"
                                << "";
        QTest::newRow("future") << "+2h"
                                << "";
        QTest::newRow("small number") << "12"
                                      << "";
        QTest::newRow("not a number") << "nan"
                                      << "";
        QTest::newRow("infinite") << "inf"
                                  << "";
    }
    void readsWhatPeopleType() {
        QFETCH(const QString, text);
        QFETCH(const QString, meant);
        const QDateTime now(QDate(2026, 11, 21), QTime(19, 10));
        const auto moment = momentOf(text, now);
        QCOMPARE(moment ? moment->toString(Qt::ISODate) : QString(), meant);
    }

    void readsZonesAndUnixTime() {
        const QDateTime now(QDate(2026, 11, 21), QTime(19, 10));
        QCOMPARE(momentOf("2026-11-19T03:12:40Z", now)->toMSecsSinceEpoch(), 1795057960000);
        QCOMPARE(momentOf("1795057960.5", now)->toMSecsSinceEpoch(), 1795057960500);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::MomentTextTest)
#include "MomentTextTest.moc"
