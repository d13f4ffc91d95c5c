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
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        std::vector<Nanoseconds> waits;
        for (int attempt = 0; attempt < 12; ++attempt) {
            receiver.carrier->next()->end(absent("nothing listens there"));
            waits.push_back(process.step() - clock.now().monotonic);
            QCOMPARE(process.state().problem, std::string("nothing listens there"));
            clock.advance(waits.back() - 1ns);
            process.step();
            QVERIFY(receiver.carrier->asked.empty());
            clock.advance(1ns);
            process.step();
            QCOMPARE(receiver.carrier->asked.size(), std::size_t{1});
        }
        QVERIFY(waits[0] >= 15ms && waits[0] <= 30ms);
        QVERIFY(waits[4] >= 240ms && waits[4] <= 480ms);
        QVERIFY(waits[11] >= 15s && waits[11] <= 30s);
        process.exchange(receiver);
        QCOMPARE(process.state().problem, std::string());
        QVERIFY(receiver.series == machine.thinned(startTime));
    }

    void aBusyServerIsGivenItsTime() {
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        receiver.carrier->next()->answer(429, "slow down", {{"retry-after", "20"}});
        QVERIFY(process.step() == clock.now().monotonic + 20s);
        QCOMPARE(process.state().retried, std::uint64_t{2});
        clock.advance(20s);
        for (int attempt = 0; attempt < 20; ++attempt) {
            process.step();
            receiver.carrier->next()->answer(503);
            const Nanoseconds wait = process.step() - clock.now().monotonic;
            QVERIFY(wait <= 5s);
            clock.advance(wait);
        }
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
        QCOMPARE(process.state().dropped, std::uint64_t{0});
    }

    void aWrongPasswordCostsNothing() {
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        receiver.carrier->next()->answer(401);
        process.step();
        QCOMPARE(process.state().problem, std::string("it answers with status 401; correct the credentials"));
        QCOMPARE(process.state().dropped, std::uint64_t{0});
        clock.advance(1s);
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
    }

    void aMissingSecretIsSaid() {
        const TemporaryTree folder;
        RecordedMachine machine(1);
        machine.run(60);
        FakeClock clock;
        WriteReceiver receiver;
        Destination destination = to("a");
        bool isThere = false;
        destination.request = [&isThere]() -> Result<http::Request> {
            if (!isThere) return failed("the keyring is locked");
            return http::Request{};
        };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {destination});
        process.flushed();
        QCOMPARE(process.state().problem, std::string("the keyring is locked"));
        isThere = true;
        clock.advance(1s);
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(startTime));
    }

    void oneThatIsDownDelaysNoOther() {
        const TemporaryTree folder;
        RecordedMachine machine(2);
        FakeClock clock;
        WriteReceiver receiver;
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("down"), to("up")});
        for (int i = 0; i < 20; ++i) {
            machine.run(15);
            clock.advance(15s);
            process.flushed();
            std::deque<FakeCarrier::AskedPtr> held;
            while (receiver.carrier->asked.size() > 0) {
                const auto asked = receiver.carrier->asked.front();
                if (asked->request.url == "http://down") {
                    held.push_back(asked);
                    receiver.carrier->asked.pop_front();
                } else {
                    (void)receiver.answerOne();
                    process.step();
                }
            }
            receiver.carrier->asked = held;  // it stalls
        }
        QVERIFY(receiver.series == machine.thinned(startTime));
        QCOMPARE(process.state(0).sent, std::uint64_t{0});
        QVERIFY(process.state(0).missing > 200'000);
        QCOMPARE(process.state(1).missing, 0);
    }

    // Prometheus takes all of a request or nothing.
    void onlyWhatIsTooOldIsDropped() {
        const TemporaryTree folder;
        RecordedMachine machine(10);
        machine.run(3600);
        FakeClock clock;
        WriteReceiver receiver;
        constexpr std::int64_t tooOld = startTime + 100 * quarterMinute;
        receiver.status = [](const prometheus::WriteRequest& request) {
            return oldestTime(request) < tooOld ? 400 : 204;
        };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        process.flushed();
        process.exchange(receiver);
        QVERIFY(receiver.series == machine.thinned(tooOld));
        QVERIFY(process.state().dropped > 10 * 100);
        QVERIFY(process.state().dropped < 10 * 102 + 100);
        QCOMPARE(process.state().refusal, std::string("it answers with status 400: out of order sample"));
        QCOMPARE(process.refusals.size(), std::size_t{1});
        QCOMPARE(process.refusals[0].destination, std::string("a"));
        QCOMPARE(process.state().problem, std::string());
    }

    void refusalsAreToldOnceAnHour() {
        const TemporaryTree folder;
        RecordedMachine machine(1);
        FakeClock clock;
        WriteReceiver receiver;
        receiver.status = [](const prometheus::WriteRequest&) { return 400; };
        RecordingProcess process(folder, machine, clock, receiver.carrier, {to("a")});
        for (int minute = 0; minute < 150; ++minute) {
            machine.run(60);
            clock.advance(60s);
            process.flushed();
            process.exchange(receiver);
        }
        QCOMPARE(process.refusals.size(), std::size_t{3});
        QCOMPARE(process.refusals[1].samples > 200, true);
        QVERIFY(receiver.series.empty());
        QCOMPARE(process.state().missing, 0);
    }
};

BARO_TEST(DestinationWriterTest)
#include "DestinationWriterTest.moc"
