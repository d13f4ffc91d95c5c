// What cursors are for: a process that ends, however it does, and one that goes on.
#include "core/remotewrite/RemoteWriter.h"

#include <QTest>
#include <filesystem>
#include <random>

#include "tests/core/remotewrite/RecordingProcess.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;
using namespace baro::test;

class RemoteWriterRestartsTest : public QObject {
    Q_OBJECT

  private slots:
    void goesOnWhereItWasAfterAStart() {
        WrittenMachine written(3);
        for (int life = 0; life < 4; ++life) {
            RecordingProcess process(written, {to("a", {Since::Kind::Now})});
            written.machine.run(life == 0 ? 1 : 100);
            process.flushed();
            process.exchange();
            process.end();
        }
        QVERIFY(written.isWhole());
        QCOMPARE(written.receiver.differences, 0);
    }

    // However often it is killed, whether answers arrive or not.
    void nothingIsMissingOrTwiceAfterCrashes() {
        std::mt19937 random(11);
        for (int round = 0; round < 5; ++round) {
            WrittenMachine written(3, 5000);
            for (int life = 0; life < 6; ++life) {
                RecordingProcess process(written);
                const auto requests = life == 5 ? 0U : random() % 40;
                for (unsigned request = 0; request < requests; ++request) {
                    written.machine.run(static_cast<std::int64_t>(random() % 20));
                    written.clock.advance(std::chrono::milliseconds(random() % 1500));
                    process.flushed();
                    (void)written.receiver.answerOne(random() % 10 == 0);
                }
                if (life == 5) {
                    process.flushed();
                    process.exchange();
                }
                process.kill();
                written.receiver.carrier->asked.clear();
            }
            QVERIFY(written.isWhole());
            QCOMPARE(written.receiver.differences, 0);
            QCOMPARE(written.receiver.broken, 0);
        }
    }

    void aClockThatIsSetBackIsFollowed() {
        WrittenMachine written(1, 60);
        RecordedMachine ahead(1);
        ahead.run(7200);
        {
            RecordingProcess process(written, {to("a", {Since::Kind::Now})}, ahead);
            process.flushed();
        }
        RecordingProcess process(written, {to("a", {Since::Kind::Now})});
        process.flushed();
        written.machine.run(30);
        process.flushed();
        process.exchange();
        QCOMPARE(written.receiver.series["m{number=\"0\"}"].size(), std::size_t{2});
    }

    void aDamagedCursorIsSetAside() {
        WrittenMachine written(1, 60);
        written.folder.write("remote-write.json", "{");
        RecordingProcess process(written);
        process.flushed();
        process.exchange();
        QVERIFY(written.isWhole());
        QVERIFY(std::filesystem::exists(written.folder.path("remote-write.json.damaged")));
    }

    void cursorsOfOthersAreKept() {
        WrittenMachine written(1, 60);
        written.folder.write("remote-write.json", "{\"other\":[[1,2]]}");
        RecordingProcess process(written);
        process.flushed();
        process.exchange();
        process.end();
        const auto cursors = loadCursors(written.cursorPath()).value();
        QVERIFY(cursors.at("other") == SentRanges::of({{1, 2}}).value());
        QCOMPARE(cursors.at("a").end(), startTime + 45'000);
    }
};

BARO_TEST(RemoteWriterRestartsTest)
#include "RemoteWriterRestartsTest.moc"
