#include "app/MomentTime.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

namespace {

constexpr std::int64_t nowIs = 1'795'262'400'000;  // 2026-11-21T12:00:00Z, 13:00 in Berlin

}  // namespace

class MomentTimeTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        qputenv("TZ", "Europe/Berlin");
        tzset();
    }

    void readsMoments_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::newRow("now") << "now"
                             << "2026-11-21T12:00:00Z";
        QTest::newRow("ago") << "-2h"
                             << "2026-11-21T10:00:00Z";
        QTest::newRow("seconds ago") << "-90s"
                                     << "2026-11-21T11:58:30Z";
        QTest::newRow("days ago") << "-3d"
                                  << "2026-11-18T12:00:00Z";
        QTest::newRow("today") << "03:12"
                               << "2026-11-21T02:12:00Z";
        QTest::newRow("with seconds") << "3:12:40"
                                      << "2026-11-21T02:12:40Z";
        QTest::newRow("the last one that was") << "13:01"
                                               << "2026-11-20T12:01:00Z";
        QTest::newRow("yesterday") << "Yesterday 03:12"
                                   << "2026-11-20T02:12:00Z";
        QTest::newRow("local") << "2026-07-01 03:12"
                               << "2026-07-01T01:12:00Z";
        QTest::newRow("local, as ISO writes it") << "2026-07-01T03:12:05"
                                                 << "2026-07-01T01:12:05Z";
        QTest::newRow("a day") << "2026-11-20"
                               << "2026-11-19T23:00:00Z";
        QTest::newRow("RFC 3339") << "2026-11-20T03:12:00Z"
                                  << "2026-11-20T03:12:00Z";
        QTest::newRow("with a zone") << "2026-11-20T03:12:00+09:00"
                                     << "2026-11-19T18:12:00Z";
        QTest::newRow("since 1970") << "1795262400"
                                    << "2026-11-21T12:00:00Z";
        QTest::newRow("blanks around") << "  -2h "
                                       << "2026-11-21T10:00:00Z";
    }
    void readsMoments() {
        QFETCH(const QString, text);
        QFETCH(const QString, utc);
        const auto moment = parseMoment(text.toStdString(), nowIs);
        QVERIFY2(moment, moment ? "" : moment.error().message.c_str());
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(*moment, Qt::UTC).toString(Qt::ISODate), utc);
    }

    void keepsMilliseconds() {
        QCOMPARE(*parseMoment("1795262400.25", nowIs), nowIs + 250);
        QCOMPARE(*parseMoment("2026-11-21T12:00:00.250Z", nowIs), nowIs + 250);
    }

    void refusesWhatIsNone_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "soon", "-", "-h", "-2y", "25:00", "03:60", "03:12:", ":12", "yesterday",
                                 "2026-02-30 03:12", "2026-13-01", "2026-11-20 x", "03:12 tomorrow"})
            QTest::newRow(text[0] == 0 ? "empty" : text) << text;
    }
    void refusesWhatIsNone() {
        QFETCH(const QString, text);
        const auto moment = parseMoment(text.toStdString(), nowIs);
        QVERIFY2(!moment, std::to_string(moment ? *moment : 0).c_str());
        QVERIFY(moment.error().message.find('\n') == std::string::npos);
    }
};

BARO_TEST(MomentTimeTest)
#include "MomentTimeTest.moc"
