// Servers that come, change and go while they are written to.
#include "core/remotewrite/RemoteWriter.h"

#include <QTest>

#include "tests/core/remotewrite/RecordingProcess.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;
using namespace baro::test;

class ChangedDestinationsTest : public QObject {
    Q_OBJECT

  private slots:
    void aDestinationThatStaysNoticesNothing() {
        WrittenMachine written(3, 2000);
        RecordingProcess process(written);
        process.flushed();
        const auto asked = written.receiver.carrier->asked.front();
        process.set({to("a")});
        process.step();
        QVERIFY(!asked->isGivenUp);
        process.exchange();
        QVERIFY(written.isWhole());
    }

    // Changed in the middle of what is being sent: that arrives, and the rest comes as it is said now.
    void aChangedDestinationGoesOnWhereItWas_data() {
        QTest::addColumn<int>("answered");
        for (const int answered : {0, 1, 2, 5})
            QTest::addRow("after %d", answered) << answered;
    }
    void aChangedDestinationGoesOnWhereItWas() {
        QFETCH(int, answered);
        WrittenMachine written(100, 2000);
        int sent = 0;
        written.receiver.status = [&sent](const prometheus::WriteRequest& request) {
            sent += samplesIn(request);
            return 204;
        };
        RecordingProcess process(written);
        process.flushed();
        for (int one = 0; one < answered; ++one) {
            (void)written.receiver.answerOne();
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
        process.exchange();
        written.machine.run(15);
        process.flushed();
        QCOMPARE(written.receiver.carrier->asked.front()->request.url, std::string("http://elsewhere"));
        process.exchange();
        QVERIFY(written.isWhole());
        // None twice.
        QCOMPARE(static_cast<std::size_t>(sent), written.receiver.samples());
        QCOMPARE(process.state().sent, std::uint64_t(sent));
    }

    // Its address was wrong: nobody waits for that.
    void oneThatIsDownIsReplacedAtOnce() {
        WrittenMachine written(1, 100);
        written.receiver.status = [](const auto&) { return 503; };
        RecordingProcess process(written);
        process.flushed();
        QVERIFY(written.receiver.answerOne());
        process.step();
        written.receiver.status = nullptr;
        Destination changed = to("a");
        changed.version = 1;
        process.set({changed});
        process.exchange();
        QVERIFY(written.isWhole());
    }

    void oneThatWasGoneGoesOnWhenItIsBack() {
        WrittenMachine written(2, 200);
        RecordingProcess process(written, {to("a"), to("b")});
        process.flushed();
        process.exchange();
        process.set({});
        process.exchange();
        QCOMPARE(process.destinations(), std::size_t{0});
        written.machine.run(200);
        process.flushed();
        QVERIFY(!written.receiver.answerOne());
        process.set({to("c", {Since::Kind::Now}), to("a", {Since::Kind::Now})});
        process.exchange();
        QCOMPARE(process.destinations(), std::size_t{2});
        QVERIFY(written.isWhole());
        process.end();
        QVERIFY(loadCursors(written.cursorPath())->contains("b"));
    }
};

BARO_TEST(ChangedDestinationsTest)
#include "ChangedDestinationsTest.moc"
