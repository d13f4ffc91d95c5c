#include "ui/SeriesFeed.h"

#include <QTest>
#include <algorithm>
#include <atomic>
#include <thread>

#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"
#include "ui/TimeCursor.h"

namespace baro::ui {

namespace {

constexpr std::int64_t feedNow = 1'700'000'000'000;

// Every metric is one series with the value 1 at each second.
class OnesSource : public SeriesSource {
  public:
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override {
        ++asked;
        oldestAsked = std::min(oldestAsked.load(), query.range.from);
        if (std::this_thread::get_id() == guiThread) askedOnGuiThread = true;
        std::vector<Sample> samples;
        for (auto time = (query.range.from + 999) / 1000 * 1000; time <= query.range.to; time += 1000)
            samples.push_back({time, 1});
        store_.clear();
        store_.add(Labels(std::vector<std::pair<std::string, std::string>>{{"__name__", "ones"}}),
                   std::move(samples));
        return store_.read(query);
    }
    mutable std::atomic<int> asked = 0;
    mutable std::atomic<bool> askedOnGuiThread = false;
    mutable std::atomic<std::int64_t> oldestAsked = feedNow;
    std::thread::id guiThread = std::this_thread::get_id();

  private:
    mutable SampleStore store_;  // only the feed's worker reads
};

SeriesQuestion ones(int points) {
    SeriesQuestion question;
    question.expressions = {"ones"};
    question.maximumPoints = points;
    return question;
}

}  // namespace

class SeriesFeedTest : public QObject {
    Q_OBJECT
  private slots:
    void answersAVisibleWatchFromAnotherThread() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        std::vector<SeriesAnswer> answers;
        const auto watch = feed.watch([&](const SeriesAnswer& answer) { answers.push_back(answer); });
        watch->ask(ones(300));
        watch->setVisible(true);
        cursor.advance(feedNow);
        QTRY_COMPARE(answers.size(), 1U);
        QCOMPARE(answers[0].range, (TimeRange{feedNow - 300'000, feedNow}));
        QCOMPARE(answers[0].plots[0]->series[0].last, 1.0);
        QVERIFY(!source.askedOnGuiThread);
        QVERIFY(feed.isIdle());
    }

    void asksNothingForAHiddenWatch() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        int hiddenAnswers = 0;
        int shownAnswers = 0;
        const auto hidden = feed.watch([&](const SeriesAnswer&) { ++hiddenAnswers; });
        hidden->ask(ones(300));
        const auto shown = feed.watch([&](const SeriesAnswer&) { ++shownAnswers; });
        shown->ask(ones(300));
        shown->setVisible(true);
        cursor.advance(feedNow);
        QTRY_COMPARE(shownAnswers, 1);
        QCOMPARE(hiddenAnswers, 0);
        QVERIFY(source.asked > 0);
    }

    void dropsTheAnswerToAQuestionThatWasReplaced() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        std::vector<TimeRange> ranges;
        const auto watch = feed.watch([&](const SeriesAnswer& answer) { ranges.push_back(answer.range); });
        watch->ask(ones(300));
        watch->setVisible(true);
        cursor.advance(feedNow);
        QTRY_VERIFY(source.asked > 0);  // answered, and not yet delivered: QTRY's first look may deliver it
        ranges.clear();
        SeriesQuestion lastMinute = ones(300);
        lastMinute.range = std::chrono::seconds(60);
        watch->ask(lastMinute);
        QTRY_VERIFY(feed.isIdle());
        QCOMPARE(ranges.size(), 1U);
        QCOMPARE(ranges[0], (TimeRange{feedNow - 60'000, feedNow}));
    }

    void asksAgainOnlyWhenAColumnOfTimeHasPassed() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        int answers = 0;
        const auto watch = feed.watch([&](const SeriesAnswer&) { ++answers; });
        watch->ask(ones(30));  // columns of 10 s
        watch->setVisible(true);
        cursor.advance(feedNow);
        QTRY_COMPARE(answers, 1);
        int other = 0;
        const auto eager = feed.watch([&](const SeriesAnswer&) { ++other; });
        eager->ask(ones(300));
        eager->setVisible(true);
        cursor.advance(feedNow + 1000);
        QTRY_COMPARE(other, 1);
        QCOMPARE(answers, 1);
        cursor.advance(feedNow + 10'000);
        QTRY_COMPARE(answers, 2);
    }

    void followsThePausedCursor() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        std::vector<TimeRange> ranges;
        const auto watch = feed.watch([&](const SeriesAnswer& answer) { ranges.push_back(answer.range); });
        watch->ask(ones(300));
        watch->setVisible(true);
        cursor.advance(feedNow);
        QTRY_COMPARE(ranges.size(), 1U);
        cursor.travelTo(feedNow - 60'000);
        QTRY_COMPARE(ranges.size(), 2U);
        QCOMPARE(ranges[1].to, feedNow - 60'000);
    }

    void asksOnlyTheNewestTicksWhileLive() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        int answers = 0;
        const auto watch = feed.watch([&](const SeriesAnswer&) { ++answers; });
        watch->ask(ones(300));
        watch->setVisible(true);
        cursor.advance(feedNow);
        QTRY_COMPARE(answers, 1);
        source.oldestAsked = feedNow;
        cursor.advance(feedNow + 1000);
        QTRY_COMPARE(answers, 2);
        // Two ticks, each with its lookback of five minutes.
        QVERIFY(source.oldestAsked >= feedNow - 301'000);
    }

    void saysWhatIsWrongWithAnExpression() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        std::vector<SeriesAnswer> answers;
        const auto watch = feed.watch([&](const SeriesAnswer& answer) { answers.push_back(answer); });
        SeriesQuestion question = ones(300);
        question.expressions = {"ones +", "ones[5m]", "ones"};
        watch->ask(question);
        watch->setVisible(true);
        cursor.advance(feedNow);
        QTRY_COMPARE(answers.size(), 1U);
        QVERIFY(!answers[0].plots[0]);
        QVERIFY(!answers[0].plots[1]);
        QVERIFY(answers[0].plots[2].ok());
    }

    void putsTheVariablesIn() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        feed.setHost("box");
        std::vector<SeriesAnswer> answers;
        const auto watch = feed.watch([&](const SeriesAnswer& answer) { answers.push_back(answer); });
        SeriesQuestion question = ones(300);
        question.expressions = {"label_replace(vector(1), \"a\", \"$host $device\", \"\", \"\")",
                                "count_over_time(ones[$interval])"};
        question.variables = {{"device", "sda"}};
        watch->ask(question);
        watch->setVisible(true);
        cursor.advance(feedNow);
        QTRY_COMPARE(answers.size(), 1U);
        QCOMPARE(std::string(answers[0].plots[0]->series.at(0).labels.value("a")), "box sda");
        QCOMPARE(answers[0].plots[1]->series.at(0).last, 2.0);
    }

    void isAskedByNobodyAfterTheWatchIsGone() {
        const OnesSource source;
        TimeCursor cursor;
        SeriesFeed feed(source, cursor);
        int answers = 0;
        auto watch = feed.watch([&](const SeriesAnswer&) { ++answers; });
        watch->ask(ones(300));
        watch->setVisible(true);
        watch.reset();
        cursor.advance(feedNow);
        QTRY_VERIFY(feed.isIdle());
        QCOMPARE(answers, 0);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::SeriesFeedTest)
#include "SeriesFeedTest.moc"
