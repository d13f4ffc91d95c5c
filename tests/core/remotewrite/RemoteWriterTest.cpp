#include "core/remotewrite/RemoteWriter.h"

#include <QTest>
#include <future>
#include <random>
#include <thread>

#include "tests/core/remotewrite/RecordingProcess.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;
using namespace baro::test;
using namespace std::chrono_literals;

namespace {

// Answers four requests, each on a thread of its own, and no more.
class AnsweringCarrier final : public http::HttpCarrier {
  public:
    std::unique_ptr<http::Carriage> carry(http::Request /*request*/, http::Receiver receiver) override {
        auto carriage = std::make_unique<Answering>();
        if (++asked > 4)
            stalled.set_value();
        else
            carriage->thread = std::jthread([receiver = std::move(receiver)] {
                receiver.head({204, {}});
                receiver.done(Done{});
            });
        return carriage;
    }
    std::unique_ptr<http::Carriage> wait(std::chrono::milliseconds /*pause*/,
                                         std::function<void()> /*over*/) override {
        return nullptr;
    }
    int asked = 0;
    std::promise<void> stalled;

  private:
    struct Answering final : http::Carriage {
        std::jthread thread;
    };
};

}  // namespace

class RemoteWriterTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingIsSentBeforeThisProcessRecords() {
        const TemporaryTree folder;
        RecordedMachine machine(3);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        QVERIFY(process.step() == DestinationWriter::never);
        QVERIFY(!receiver.answerOne());
        process.flushed();
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
        QCOMPARE(receiver.samples(), std::size_t{3 * 3 + 3});
    }

    void aRequestIsAsTheSpecificationSays() {
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(16);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a/api/v1/write")});
        process.flushed();
        const http::Request request = receiver.carrier->next()->request;
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.url, std::string("http://a/api/v1/write"));
        QStringList headers;
        for (const http::Header& header : request.headers)
            headers << QString::fromStdString(header.name + ": " + header.value.substr(0, 22));
        headers.last().truncate(21);
        QCOMPARE(headers, QStringList({"Content-Encoding: snappy", "Content-Type: application/x-protobuf",
                                       "X-Prometheus-Remote-Write-Version: 0.1.0", "User-Agent: Barograph"}));
    }

    void aNewDestinationBeginsWhereItIsTold_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("windows");
        QTest::newRow("now") << static_cast<int>(Since::Kind::Now) << 1;
        QTest::newRow("a minute ago") << static_cast<int>(Since::Kind::Ago) << 5;
        QTest::newRow("at the beginning") << static_cast<int>(Since::Kind::Beginning) << 40;
    }
    void aNewDestinationBeginsWhereItIsTold() {
        QFETCH(int, kind);
        QFETCH(int, windows);
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(600);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier,
                                 {to("a", {static_cast<Since::Kind>(kind), 60'000})});
        process.flushed();
        process.exchange(receiver);
        machine.run(15);
        process.flushed();
        process.exchange(receiver);
        QCOMPARE(receiver.series["m{number=\"0\"}"].size(), static_cast<std::size_t>(windows));
    }

    void goesOnWhereItWasAfterAStart() {
        const TemporaryTree folder;
        RecordedMachine machine(3);
        FakeClock clock;
        WriteReceiver receiver;
        for (int life = 0; life < 4; ++life) {
            RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a", {Since::Kind::Now})});
            machine.run(life == 0 ? 1 : 100);
            process.flushed();
            process.exchange(receiver);
            process.end();
        }
        QVERIFY(receiver.series == machine.thinned(startTime));
        QCOMPARE(receiver.differences, 0);
    }

    // However often it is killed, whether answers arrive or not.
    void nothingIsMissingOrTwiceAfterCrashes() {
        std::mt19937 random(11);
        for (int round = 0; round < 5; ++round) {
            const TemporaryTree folder;
            RecordedMachine machine(3);
            machine.run(5000);
            FakeClock clock;
            WriteReceiver receiver;
            for (int life = 0; life < 6; ++life) {
                RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
                const auto requests = life == 5 ? 0U : random() % 40;
                for (unsigned request = 0; request < requests; ++request) {
                    machine.run(static_cast<std::int64_t>(random() % 20));
                    clock.advance(std::chrono::milliseconds(random() % 1500));
                    process.flushed();
                    (void)receiver.answerOne(random() % 10 == 0);
                }
                if (life == 5) {
                    process.flushed();
                    process.exchange(receiver);
                }
                process.kill();
                receiver.carrier->asked.clear();
            }
            QVERIFY(receiver.series == machine.thinned(startTime));
            QCOMPARE(receiver.differences, 0);
            QCOMPARE(receiver.broken, 0);
        }
    }

    // Nine hours are caught up with while what is new comes at once.
    void theNewestIsNotStarved() {
        const TemporaryTree folder;
        RecordedMachine machine(30);
        machine.run(9 * 3600);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        std::int64_t worst = 0;
        bool isCaughtUp = false;
        process.flushed();
        for (int round = 0; round < 1000 && !isCaughtUp; ++round) {
            // Two requests a second, a flush every ten.
            for (int request = 0; request < 20; ++request) {
                (void)receiver.answerOne();
                process.step();
            }
            clock.advance(10s);
            machine.run(10);
            worst = std::max(worst, machine.newest() - receiver.newest);
            process.flushed();
            isCaughtUp = process.state().missing == 0;
        }
        QVERIFY(isCaughtUp);
        QVERIFY2(worst <= 30'000, std::to_string(worst).c_str());
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
    }

    void theOldestComesFirst() {
        const TemporaryTree folder;
        RecordedMachine machine(100);
        machine.run(1800);
        FakeClock clock;
        WriteReceiver receiver;
        std::int64_t before = 0;
        bool isInOrder = true;
        receiver.status = [&](const prometheus::WriteRequest& request) {
            isInOrder = isInOrder && oldestTime(request) >= before;
            before = oldestTime(request);
            return 204;
        };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        process.exchange(receiver);
        QVERIFY(isInOrder);
        QVERIFY(receiver.taken > 5);
    }

    void aDestinationThatStaysNoticesNothing() {
        const TemporaryTree folder;
        RecordedMachine machine(3);
        machine.run(2000);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        const auto asked = receiver.carrier->asked.front();
        process.set({to("a")});
        process.step();
        QVERIFY(!asked->isGivenUp);
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
    }

    // Changed in the middle of what is being sent: that arrives, and the rest comes as it is said now.
    void aChangedDestinationGoesOnWhereItWas_data() {
        QTest::addColumn<int>("answered");
        for (const int answered : {0, 1, 2, 5})
            QTest::addRow("after %d", answered) << answered;
    }
    void aChangedDestinationGoesOnWhereItWas() {
        QFETCH(int, answered);
        const TemporaryTree folder;
        RecordedMachine machine(100);
        machine.run(2000);
        FakeClock clock;
        WriteReceiver receiver;
        int sent = 0;
        receiver.status = [&sent](const prometheus::WriteRequest& request) {
            for (const auto& series : request.timeseries())
                sent += series.samples_size();
            return 204;
        };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        for (int one = 0; one < answered; ++one) {
            (void)receiver.answerOne();
            process.step();
        }
        Destination changed = to("a");
        changed.version = 1;
        changed.request = [] {
            http::Request request;
            request.url = "http://elsewhere";
            return request;
        };
        process.set({changed});
        process.exchange(receiver);
        machine.run(15);
        process.flushed();
        QCOMPARE(receiver.carrier->asked.front()->request.url, std::string("http://elsewhere"));
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
        // None twice.
        QCOMPARE(static_cast<std::size_t>(sent), receiver.samples());
        QCOMPARE(process.state().sent, std::uint64_t(sent));
    }

    // Its address was wrong: nobody waits for that.
    void oneThatIsDownIsReplacedAtOnce() {
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(100);
        FakeClock clock;
        WriteReceiver receiver;
        receiver.status = [](const auto&) { return 503; };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        QVERIFY(receiver.answerOne());
        process.step();
        receiver.status = nullptr;
        Destination changed = to("a");
        changed.version = 1;
        process.set({changed});
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
    }

    void oneThatWasGoneGoesOnWhenItIsBack() {
        const TemporaryTree folder;
        RecordedMachine machine(2);
        machine.run(200);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a"), to("b")});
        process.flushed();
        process.exchange(receiver);
        process.set({});
        process.exchange(receiver);
        QCOMPARE(process.destinations(), std::size_t{0});
        machine.run(200);
        process.flushed();
        QVERIFY(!receiver.answerOne());
        process.set({to("c", {Since::Kind::Now}), to("a", {Since::Kind::Now})});
        process.exchange(receiver);
        QCOMPARE(process.destinations(), std::size_t{2});
        QVERIFY(receiver.series == machine.thinned(startTime));
        process.end();
        QVERIFY(loadCursors(folder.path("remote-write.json"))->contains("b"));
    }

    // Names of metrics that were sent, once and then every five minutes.
    void whatIsKnownOfMetricsIsTold() {
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(100);
        FakeClock clock;
        WriteReceiver receiver;
        Destination destination = to("a");
        destination.metadata = [] {
            return std::vector<FamilyMetadata>{{"m", "counter", "How much.\xff", "bytes"},
                                               {"other", "gauge", "", ""},
                                               {"fitful", "gauge", "Comes and goes.", ""}};
        };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {destination});
        process.flushed();
        process.exchange(receiver);
        const std::vector<std::string> all{"m 1 bytes: How much.\xef\xbf\xbd", "fitful 2 : Comes and goes."};
        QVERIFY(receiver.metadata == all);
        QVERIFY(receiver.series == machine.thinned(startTime));
        clock.advance(4min);
        machine.run(240);
        process.flushed();
        process.exchange(receiver);
        QVERIFY(receiver.metadata == all);
        clock.advance(1min);
        process.exchange(receiver);
        QCOMPARE(receiver.metadata.size(), std::size_t{4});
        QCOMPARE(receiver.broken, 0);
    }

    void aClockThatIsSetBackIsFollowed() {
        const TemporaryTree folder;
        RecordedMachine ahead(1);
        ahead.run(7200);
        RecordedMachine machine(1);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        {
            RecordingProcess process(folder, ahead, clock, receiver.carrier, {to("a", {Since::Kind::Now})});
            process.flushed();
        }
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a", {Since::Kind::Now})});
        process.flushed();
        machine.run(30);
        process.flushed();
        process.exchange(receiver);
        QCOMPARE(receiver.series["m{number=\"0\"}"].size(), std::size_t{2});
    }

    // Answers come on another thread, and the end does not wait for those that do not.
    void theThreadSendsAndEnds() {
        const test::TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(3600);
        const FakeClock clock;
        const auto carrier = std::make_shared<AnsweringCarrier>();
        RemoteWriter writer({to("a")}, {machine.source(), carrier, clock, folder.path("remote-write.json"),
                                        [] { return startTime; }, [](const Refusal&) {}});
        writer.start();
        writer.recorded(machine.newest());
        carrier->stalled.get_future().wait();
        writer.stop();
        QCOMPARE(carrier->asked, 5);
        QVERIFY(loadCursors(folder.path("remote-write.json")).value().at("a").end() > startTime);
    }

    void aDamagedCursorIsSetAside() {
        const TemporaryTree folder;
        folder.write("remote-write.json", "{");
        RecordedMachine machine(1);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
        QVERIFY(std::filesystem::exists(folder.path("remote-write.json.damaged")));
    }

    void cursorsOfOthersAreKept() {
        const TemporaryTree folder;
        folder.write("remote-write.json", "{\"other\":[[1,2]]}");
        RecordedMachine machine(1);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        process.exchange(receiver);
        process.end();
        const auto cursors = loadCursors(folder.path("remote-write.json")).value();
        QVERIFY(cursors.at("other") == SentRanges::of({{1, 2}}).value());
        QCOMPARE(cursors.at("a").end(), startTime + 45'000);
    }

    // What goes into one request is bounded, and so is what is read at once.
    void manySeriesAreManyRequests() {
        const TemporaryTree folder;
        RecordedMachine machine(2500);
        machine.run(40);
        FakeClock clock;
        WriteReceiver receiver;
        int most = 0;
        receiver.status = [&most](const prometheus::WriteRequest& request) {
            int samples = 0;
            for (const auto& series : request.timeseries())
                samples += series.samples_size();
            most = std::max(most, samples);
            return 204;
        };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
        QVERIFY(most >= 2000 && most < 2010);
    }

    void labelsAreAddedAndRulesObeyed() {
        const TemporaryTree folder;
        RecordedMachine machine(2);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        Destination destination = to("a");
        destination.series.externalLabels = Labels({{"instance", "host"}, {"number", "none"}});
        RelabelRule rule;
        rule.action = RelabelRule::Action::Drop;
        rule.sourceLabels = {"__name__", "number"};
        rule.regex = "m;1";
        destination.series.rules = RelabelRules::compile({rule}).value();
        RecordingProcess process(folder, machine, clock, receiver.carrier, {destination});
        process.flushed();
        process.exchange(receiver);
        QStringList names;
        for (const auto& [name, samples] : receiver.series)
            names << QString::fromStdString(name).replace('"', '\'');
        QCOMPARE(names,
                 QStringList({"fitful{instance='host', number='none'}", "m{instance='host', number='0'}"}));
    }
};

BARO_TEST(RemoteWriterTest)
#include "RemoteWriterTest.moc"
