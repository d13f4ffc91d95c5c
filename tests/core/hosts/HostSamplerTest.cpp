#include "core/hosts/HostSampler.h"

#include <QTest>
#include <atomic>

#include "tests/core/hosts/PlayedServer.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t scrapedFirst = 1'700'000'000'000;
constexpr std::int64_t distance = 60'000;  // so long that nothing is asked again while a test runs

WatchedHost hostOn(const PlayedServer& server) {
    return {server.client, {"office:9100", "node"}, "office"};
}

double faultsPerSecond(const Frame& frame) {
    const auto& rates = frame.rates.virtualMemory;
    return rates && rates->find("pgfault") ? *rates->find("pgfault") : -1;
}

PlayedAnswer nothingOfIt() {
    return answerWith("matrix", {});
}

PlayedAnswer threeScrapes() {
    return scrapesOf({scrapeAt(scrapedFirst - distance, 400), scrapeAt(scrapedFirst, 1000),
                      scrapeAt(scrapedFirst + distance, 7000)});
}

// A sampler, its server's answers one after the other (the last one stays), and all that it tells.
class Watching {
  public:
    explicit Watching(std::vector<std::optional<PlayedAnswer>> answers)
        : answers_(std::move(answers)), server([this](const PlayedQuestion&) {
              const std::size_t place = std::min(next_++, answers_.size() - 1);
              return answers_[place];
          }) {
        subscription_ =
            hub_.subscribe([this](const FramePtr& frame) { change([&] { frames_.push_back(frame); }); });
        sampler.emplace(
            hostOn(server), hub_, [this] { return now.load(); },
            HostSampler::Observer{
                [this](const Status& status) {
                    change([&] { told_.push_back(status ? std::string("well") : status.error().message); });
                },
                [this](std::chrono::milliseconds interval) {
                    change([&] { intervals_.push_back(interval); });
                }});
    }
    ~Watching() { sampler.reset(); }
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;

    void askAtOnce() {
        sampler->setWatched(false);
        sampler->setWatched(true);
    }
    // What was told, once there is so much of it.
    std::vector<std::string> told(std::size_t count) { return once(told_, count); }
    std::vector<FramePtr> frames(std::size_t count) { return once(frames_, count); }
    std::vector<std::chrono::milliseconds> intervals(std::size_t count) { return once(intervals_, count); }

  private:
    template <class Change>
    void change(const Change& change) {
        {
            const std::lock_guard lock(mutex_);
            change();
        }
        changed_.notify_all();
    }
    template <class List>
    List once(const List& list, std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 10s, [&] { return list.size() >= count; });
        return list;
    }

    const std::vector<std::optional<PlayedAnswer>> answers_;
    std::size_t next_ = 0;  // of the carrier's thread
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> told_;
    std::vector<FramePtr> frames_;
    std::vector<std::chrono::milliseconds> intervals_;
    FrameHub hub_;
    Subscription subscription_;

  public:
    std::atomic<std::int64_t> now = scrapedFirst + distance;
    PlayedServer server;
    std::optional<HostSampler> sampler;
};

using Texts = std::vector<std::string>;

}  // namespace

class HostSamplerTest : public QObject {
    Q_OBJECT

  private slots:
    void aFrameOfOneAnswerHasRates() {
        PlayedServer server([](const PlayedQuestion&) { return threeScrapes(); });
        const auto asked = askedFrame(hostOn(server), scrapedFirst + distance + 500, 300s, nullptr);
        QVERIFY(asked.ok());
        QCOMPARE(timeOf(*asked->frame), scrapedFirst + distance);
        QCOMPARE(faultsPerSecond(*asked->frame), 100.0);
        QVERIFY(*asked->distance == 60s);
        const PlayedQuestion question = server.carrier->asked().at(0);
        QCOMPARE(question.value("query"), std::string("{instance=\"office:9100\",job=\"node\"}[300000ms]"));
        QCOMPARE(question.value("time"), prometheus::apiTime(scrapedFirst + distance + 500));
    }

    void aFrameHasRatesSinceTheOneBefore() {
        PlayedServer server([](const PlayedQuestion&) { return threeScrapes(); });
        const Frame before = frameFrom(scrapeAt(scrapedFirst + 20'000, 3000));
        const auto asked = askedFrame(hostOn(server), scrapedFirst + distance, 300s, &before);
        QCOMPARE(faultsPerSecond(*asked->frame), 100.0);
        QVERIFY(!asked->distance);
    }

    void oneScrapeHasNoRates() {
        PlayedServer server([](const PlayedQuestion&) { return scrapesOf({scrapeAt(scrapedFirst, 1)}); });
        const auto asked = askedFrame(hostOn(server), scrapedFirst, 300s, nullptr);
        QVERIFY(asked->frame->readings.virtualMemory && !asked->frame->rates.virtualMemory);
        QVERIFY(!asked->distance);
    }

    void nothingThereIsNoFrame() {
        PlayedServer server([](const PlayedQuestion&) { return nothingOfIt(); });
        const auto asked = askedFrame(hostOn(server), scrapedFirst, 300s, nullptr);
        QVERIFY(asked.ok() && asked->frame == nullptr && !asked->distance);
    }

    void whatTheServerRefusesIsAnError() {
        PlayedServer server([](const PlayedQuestion&) { return refusalWith("too many samples"); });
        const auto asked = askedFrame(hostOn(server), scrapedFirst, 300s, nullptr);
        QCOMPARE(asked.error().message, std::string("office: execution: too many samples"));
    }

    void whoeverStopsGivesUp() {
        std::stop_source stop;
        PlayedServer server([&stop](const PlayedQuestion&) {
            stop.request_stop();
            return std::optional<PlayedAnswer>();
        });
        const auto asked = askedFrame(hostOn(server), scrapedFirst, 300s, nullptr, stop.get_token());
        QCOMPARE(asked.error().message, std::string("it was no longer wanted"));
    }

    void publishesEachScrapeOnce() {
        const auto third = scrapesOf(
            {scrapeAt(scrapedFirst + distance, 7000), scrapeAt(scrapedFirst + 2 * distance, 19'000)});
        Watching watching({threeScrapes(), threeScrapes(), third});
        watching.sampler->start();
        QCOMPARE(watching.told(1), Texts(1, "well"));
        watching.askAtOnce();
        QCOMPARE(watching.told(2), Texts(2, "well"));
        watching.now = scrapedFirst + 2 * distance;
        watching.askAtOnce();
        const auto frames = watching.frames(2);
        QCOMPARE(frames.size(), std::size_t{2});
        QCOMPARE(timeOf(*frames[0]), scrapedFirst + distance);
        QCOMPARE(faultsPerSecond(*frames[0]), 100.0);
        QCOMPARE(timeOf(*frames[1]), scrapedFirst + 2 * distance);
        QCOMPARE(faultsPerSecond(*frames[1]), 200.0);
    }

    // Once; and afterwards no more is asked than three scrapes.
    void tellsTheInterval() {
        Watching watching({threeScrapes()});
        watching.sampler->start();
        QCOMPARE(watching.intervals(1).size(), std::size_t{1});
        watching.askAtOnce();
        QCOMPARE(watching.told(2).size(), std::size_t{2});
        QCOMPARE(watching.intervals(1), (std::vector<std::chrono::milliseconds>{60s}));
        const auto asked = watching.server.carrier->asked();
        QVERIFY(asked.at(0).value("query").ends_with("[300000ms]"));
        QVERIFY(asked.at(1).value("query").ends_with("[180000ms]"));
    }

    // By which clock ever: it is looked for where the last ones were.
    void whatComesLateIsSeenStill() {
        Watching watching({threeScrapes()});
        watching.now += 100'000;
        watching.sampler->start();
        QCOMPARE(watching.frames(1).size(), std::size_t{1});
        watching.askAtOnce();
        QCOMPARE(watching.told(2), Texts(2, "well"));
        QVERIFY(watching.server.carrier->asked().at(1).value("query").ends_with("[280000ms]"));
    }

    void tellsWhatIsWrongAndThatItIsOver() {
        Watching watching({refusalWith("too many samples"), nothingOfIt(), threeScrapes()});
        watching.sampler->start();
        QCOMPARE(watching.told(1), Texts{"office: execution: too many samples"});
        watching.askAtOnce();
        QCOMPARE(watching.told(2).at(1), std::string("the server has nothing of office from the last 300 s"));
        watching.askAtOnce();
        QCOMPARE(watching.told(3).at(2), std::string("well"));
        QCOMPARE(watching.frames(1).size(), std::size_t{1});
    }

    // The scrape before is then nearer than the last one that was seen.
    void ratesAfterAWhileInWhichNobodyLooked() {
        const std::int64_t later = scrapedFirst + 3'600'000;
        Watching watching(
            {threeScrapes(), scrapesOf({scrapeAt(later, 1'000'000), scrapeAt(later + distance, 1'030'000)})});
        watching.sampler->start();
        QCOMPARE(watching.frames(1).size(), std::size_t{1});
        watching.now = later + distance;
        watching.askAtOnce();
        QCOMPARE(faultsPerSecond(*watching.frames(2).at(1)), 500.0);
        QCOMPARE(watching.intervals(1).size(), std::size_t{1});
    }

    // The test's own questions give it the time to do so.
    void asksNothingWhileNobodyLooks() {
        Watching watching({threeScrapes()});
        watching.sampler->setWatched(false);
        watching.sampler->start();
        constexpr std::size_t own = 20;
        for (std::size_t i = 0; i < own; ++i)
            QVERIFY(askedFrame(hostOn(watching.server), scrapedFirst, 300s, nullptr).ok());
        QCOMPARE(watching.server.carrier->asked().size(), own);
        watching.now = scrapedFirst + distance + 7;
        watching.sampler->setWatched(true);
        QCOMPARE(watching.told(1), Texts(1, "well"));
        QCOMPARE(watching.server.carrier->asked().at(own).value("time"),
                 prometheus::apiTime(scrapedFirst + distance + 7));
    }

    // The pause would be longer than the test waits.
    void asksAtOnceWhenSomebodyLooksAgain() {
        Watching watching({threeScrapes()});
        watching.sampler->start();
        QCOMPARE(watching.frames(1).size(), std::size_t{1});
        watching.askAtOnce();
        watching.sampler->setWatched(true);  // said twice
        QVERIFY(watching.server.carrier->awaitAsked(2));
    }

    void endsWithAQuestionUnderWay() {
        Watching watching({std::nullopt});
        watching.sampler->start();
        QVERIFY(watching.server.carrier->awaitAsked(1));
        watching.sampler.reset();
        QVERIFY(watching.told(0).empty() && watching.frames(0).empty());
    }

    void endsWhileNobodyLooks() {
        Watching watching({threeScrapes()});
        watching.sampler->setWatched(false);
        watching.sampler->start();
        watching.sampler.reset();
        QVERIFY(watching.frames(0).empty());
    }

    void endsWithoutHavingBegun() {
        Watching watching({threeScrapes()});
        watching.sampler.reset();
        QVERIFY(watching.server.carrier->asked().empty());
    }
};

BARO_TEST(HostSamplerTest)
#include "HostSamplerTest.moc"
