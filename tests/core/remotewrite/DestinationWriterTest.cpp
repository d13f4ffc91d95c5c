#include "core/remotewrite/DestinationWriter.h"

#include <QTest>
#include <deque>

#include "tests/core/remotewrite/RecordingProcess.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;
using namespace baro::test;
using namespace std::chrono_literals;

class DestinationWriterTest : public QObject {
    Q_OBJECT

  private slots:
    void aServerThatIsAwayIsAskedLessAndLess() {
        WrittenMachine written(1, 60);
        RecordingProcess process(written);
        process.flushed();
        std::vector<Nanoseconds> waits;
        for (int attempt = 0; attempt < 12; ++attempt) {
            written.receiver.carrier->next()->end(absent("nothing listens there"));
            waits.push_back(process.step() - written.clock.now().monotonic);
            QCOMPARE(process.state().problem, std::string("nothing listens there"));
            written.clock.advance(waits.back() - 1ns);
            process.step();
            QVERIFY(written.receiver.carrier->asked.empty());
            written.clock.advance(1ns);
            process.step();
            QCOMPARE(written.receiver.carrier->asked.size(), std::size_t{1});
        }
        QVERIFY(waits[0] >= 15ms && waits[0] <= 30ms);
        QVERIFY(waits[4] >= 240ms && waits[4] <= 480ms);
        QVERIFY(waits[11] >= 15s && waits[11] <= 30s);
        process.exchange();
        QCOMPARE(process.state().problem, std::string());
        QVERIFY(written.isWhole());
    }

    void aBusyServerIsGivenItsTime() {
        WrittenMachine written(1, 60);
        RecordingProcess process(written);
        process.flushed();
        written.receiver.carrier->next()->answer(429, "slow down", {{"retry-after", "20"}});
        QVERIFY(process.step() == written.clock.now().monotonic + 20s);
        QCOMPARE(process.state().retried, std::uint64_t{2});
        written.clock.advance(20s);
        for (int attempt = 0; attempt < 20; ++attempt) {
            process.step();
            written.receiver.carrier->next()->answer(503);
            const Nanoseconds wait = process.step() - written.clock.now().monotonic;
            QVERIFY(wait <= 5s);
            written.clock.advance(wait);
        }
        process.exchange();
        QVERIFY(written.isWhole());
        QCOMPARE(process.state().dropped, std::uint64_t{0});
    }

    void aWrongPasswordCostsNothing() {
        WrittenMachine written(1, 60);
        RecordingProcess process(written);
        process.flushed();
        written.receiver.carrier->next()->answer(401);
        process.step();
        QCOMPARE(process.state().problem, std::string("it answers with status 401; correct the credentials"));
        QCOMPARE(process.state().dropped, std::uint64_t{0});
        written.clock.advance(1s);
        process.exchange();
        QVERIFY(written.isWhole());
    }

    void aMissingSecretIsSaid() {
        WrittenMachine written(1, 60);
        Destination destination = to("a");
        bool isThere = false;
        destination.request = [&isThere]() -> Result<http::Request> {
            if (!isThere) return failed("the keyring is locked");
            return http::Request{};
        };
        RecordingProcess process(written, {destination});
        process.flushed();
        QCOMPARE(process.state().problem, std::string("the keyring is locked"));
        isThere = true;
        written.clock.advance(1s);
        process.exchange();
        QVERIFY(written.isWhole());
    }

    void oneThatIsDownDelaysNoOther() {
        WrittenMachine written(2);
        RecordingProcess process(written, {to("down"), to("up")});
        for (int i = 0; i < 20; ++i) {
            written.machine.run(15);
            written.clock.advance(15s);
            process.flushed();
            std::deque<FakeCarrier::AskedPtr> held;
            while (written.receiver.carrier->asked.size() > 0) {
                const auto asked = written.receiver.carrier->asked.front();
                if (asked->request.url == "http://down") {
                    held.push_back(asked);
                    written.receiver.carrier->asked.pop_front();
                } else {
                    (void)written.receiver.answerOne();
                    process.step();
                }
            }
            written.receiver.carrier->asked = held;  // it stalls
        }
        QVERIFY(written.isWhole());
        QCOMPARE(process.state(0).sent, std::uint64_t{0});
        QVERIFY(process.state(0).missing > 200'000);
        QCOMPARE(process.state(1).missing, 0);
    }

    // Prometheus takes all of a request or nothing.
    void onlyWhatIsTooOldIsDropped() {
        WrittenMachine written(10, 3600);
        constexpr std::int64_t tooOld = startTime + 100 * quarterMinute;
        written.receiver.status = [](const prometheus::WriteRequest& request) {
            return oldestTime(request) < tooOld ? 400 : 204;
        };
        RecordingProcess process(written);
        process.flushed();
        process.exchange();
        QVERIFY(written.receiver.series == written.machine.thinned(tooOld));
        QVERIFY(process.state().dropped > 10 * 100);
        QVERIFY(process.state().dropped < 10 * 102 + 100);
        QCOMPARE(process.state().refusal, std::string("it answers with status 400: out of order sample"));
        QCOMPARE(process.refusals.size(), std::size_t{1});
        QCOMPARE(process.refusals[0].destination, std::string("a"));
        QCOMPARE(process.state().problem, std::string());
    }

    void refusalsAreToldOnceAnHour() {
        WrittenMachine written(1);
        written.receiver.status = [](const prometheus::WriteRequest&) { return 400; };
        RecordingProcess process(written);
        for (int minute = 0; minute < 150; ++minute) {
            written.machine.run(60);
            written.clock.advance(60s);
            process.flushed();
            process.exchange();
        }
        QCOMPARE(process.refusals.size(), std::size_t{3});
        QCOMPARE(process.refusals[1].samples > 200, true);
        QVERIFY(written.receiver.series.empty());
        QCOMPARE(process.state().missing, 0);
    }
};

BARO_TEST(DestinationWriterTest)
#include "DestinationWriterTest.moc"
