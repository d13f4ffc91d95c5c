#include "platform/replay/Recording.h"

#include <QtTest>
#include <algorithm>
#include <vector>

#include "core/model/FrameCodec.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

std::string contentOf(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::string recordedSeconds(int count) {
    const test::TemporaryTree tree;
    auto writer = RecordingWriter::create(tree.path("file"));
    test::DemoMachine machine;
    for (int i = 0; i < count; ++i)
        if (!writer->write(*machine.next())) return {};
    return writer->close() ? contentOf(tree.path("file")) : std::string();
}

struct Read {
    int frames = 0;
    bool damaged = false;
};

Read readAll(std::string bytes) {
    auto reader = RecordingReader::fromBytes(std::move(bytes));
    if (!reader) return {0, true};
    Read read;
    while (true) {
        const auto frame = reader->next();
        if (!frame) return read.damaged = true, read;
        if (!*frame) return read;
        ++read.frames;
    }
}

// Encoded again, to be compared.
std::vector<std::string> framesIn(std::string bytes) {
    auto reader = RecordingReader::fromBytes(std::move(bytes));
    std::vector<std::string> frames;
    while (reader) {
        const auto frame = reader->next();
        if (!frame || !*frame) break;
        frames.push_back(encodeFrame(**frame));
    }
    return frames;
}

}  // namespace

class RecordingTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatWasWritten() {
        const test::TemporaryTree tree;
        auto writer = RecordingWriter::create(tree.path("file"));
        QVERIFY(writer);
        std::vector<FramePtr> written;
        test::DemoMachine machine;
        for (int i = 0; i < 65; ++i) {  // past the second key frame
            written.push_back(machine.next());
            QVERIFY(writer->write(*written.back()));
        }
        QVERIFY(writer->close());
        const auto recording = readRecording(tree.path("file"));
        QVERIFY(recording);
        QVERIFY(!recording->damage);
        QCOMPARE(recording->frames.size(), written.size());
        for (std::size_t i = 0; i < written.size(); ++i) {
            QCOMPARE(encodeFrame(*recording->frames[i]), encodeFrame(*written[i]));
            QCOMPARE(recording->frames[i]->rates.cpu.has_value(), i > 0);
        }
    }

    void cutFileIsReadUpToTheCut() {
        const std::string bytes = recordedSeconds(6);
        std::vector<std::size_t> frameEnds;
        for (int seconds = 0; seconds < 6; ++seconds)
            frameEnds.push_back(recordedSeconds(seconds).size());
        for (std::size_t length = 8; length < bytes.size(); length += 101) {
            const Read read = readAll(bytes.substr(0, length));
            QVERIFY(read.frames < 6);
            // What ends where a Frame does is a shorter recording.
            QCOMPARE(read.damaged, !std::ranges::binary_search(frameEnds, length));
        }
        for (std::size_t frames = 0; frames < frameEnds.size(); ++frames) {
            const Read read = readAll(bytes.substr(0, frameEnds[frames]));
            QCOMPARE(static_cast<std::size_t>(read.frames), frames);
            QVERIFY(!read.damaged);
        }
        QCOMPARE(readAll(bytes.substr(0, bytes.size() - 1)).frames, 5);
    }

    void flippedBitsAreNoticed() {
        const std::string bytes = recordedSeconds(3);
        const std::vector<std::string> written = framesIn(bytes);
        QCOMPARE(written.size(), std::size_t{3});
        for (std::size_t at = 0; at < bytes.size(); at += 37) {
            std::string flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
            // zstd leaves some bits unused: with one of those, every Frame is as it was.
            QVERIFY2(readAll(flipped).damaged || framesIn(flipped) == written,
                     qPrintable(QString("flipped at %1").arg(at)));
        }
    }

    void damageStays() {
        std::string bytes = recordedSeconds(3);
        bytes.resize(bytes.size() - 1);
        auto reader = RecordingReader::fromBytes(bytes);
        while (reader->next())
            continue;
        QVERIFY(!reader->next());
    }

    void refusesWhatIsNoRecording() {
        QVERIFY(!RecordingReader::fromBytes(""));
        QVERIFY(!RecordingReader::fromBytes("PNG and so on"));
        const auto missing = readRecording("/nonexistent/recording");
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::Absent);
    }

    void fullDiskIsAnError() {
        auto writer = RecordingWriter::create("/dev/full");
        QVERIFY(writer);
        test::DemoMachine machine;
        const Status written = writer->write(*machine.next());
        const Status closed = writer->close();
        QVERIFY(!written || !closed);
    }
};

BARO_TEST(RecordingTest)
#include "RecordingTest.moc"
