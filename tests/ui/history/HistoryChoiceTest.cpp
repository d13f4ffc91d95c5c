#include "ui/history/HistoryChoice.h"

#include <QTest>

#include "tests/support/TestMain.h"
#include "ui/RangeText.h"

namespace baro::ui {
namespace {

constexpr std::int64_t hours = 3'600'000;

QDateTime present() {
    return QDateTime(QDate(2026, 11, 20), QTime(15, 30));
}
std::int64_t momentAt(int day, int hour) {
    return QDateTime(QDate(2026, 11, day), QTime(hour, 0)).toMSecsSinceEpoch();
}

}  // namespace

class HistoryChoiceTest : public QObject {
    Q_OBJECT

  private slots:
    void aRangeIsReadAsItIsWritten() {
        const TimeRange range{1'700'000'000'123, 1'700'000'060'000};
        QCOMPARE(rangeText(range), QStringLiteral("2023-11-14T22:13:20.123Z/2023-11-14T22:14:20.000Z"));
        QVERIFY(rangeOf(rangeText(range), present()) == range);
        QVERIFY((rangeOf("2026-11-20 03:00/2026-11-20 04:00", present()) ==
                 TimeRange{momentAt(20, 3), momentAt(20, 4)}));
        QVERIFY((rangeOf("-2h / now", present()) ==
                 TimeRange{present().toMSecsSinceEpoch() - 2 * hours, present().toMSecsSinceEpoch()}));
        for (const char* none : {"", "/", "now", "now/-2h", "now/now", "x/y"})
            QVERIFY2(!rangeOf(none, present()), none);
    }

    void aLengthEndsNow() {
        const auto choice = historyChoiceOf(" 7d ", present());
        QVERIFY(choice);
        QVERIFY((choice->first(1'000 * hours) == TimeRange{(1'000 - 7 * 24) * hours, 1'000 * hours}));
        QVERIFY(!choice->second(1'000 * hours));
    }

    void isComparedWithWhatIsNamed() {
        const std::int64_t now = momentAt(20, 12);
        const auto secondOf = [&](const char* text) {
            const auto choice = historyChoiceOf(text, present());
            return choice ? choice->second(now) : std::nullopt;
        };
        QVERIFY((secondOf("6h vs before") == TimeRange{momentAt(20, 0), momentAt(20, 6)}));
        QVERIFY((secondOf("6h vs yesterday") == TimeRange{momentAt(19, 6), momentAt(19, 12)}));
        QVERIFY((secondOf("6h vs week") == TimeRange{momentAt(13, 6), momentAt(13, 12)}));
        QVERIFY((secondOf("2026-11-20 03:00/2026-11-20 04:00 vs 2026-11-11 01:00/2026-11-11 05:00") ==
                 TimeRange{momentAt(11, 1), momentAt(11, 5)}));
    }

    void isSubtractedWhenItSaysSo() {
        QVERIFY(historyChoiceOf("6h minus week", present())->isDifference);
        QVERIFY(historyChoiceOf("6h minus week", present())->with == ComparedWith::WeekAgo);
        QVERIFY(!historyChoiceOf("6h vs week", present())->isDifference);
    }

    void otherTextIsRefused() {
        for (const char* none :
             {"", "0h", "7w", "24h vs", "24h vs never", "vs week", "minus week", "99999d", "7d vs x/y"})
            QVERIFY2(!historyChoiceOf(none, present()), none);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::HistoryChoiceTest)
#include "HistoryChoiceTest.moc"
