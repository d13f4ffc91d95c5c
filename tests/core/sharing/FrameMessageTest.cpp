#include "core/sharing/FrameMessage.h"

#include <QtTest>

#include "core/model/FrameCodec.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

const std::string streamSource = "/proc /sys";

Frame smallFrame() {
    Frame frame;
    frame.takenAt = {1'700'000'000s, 1000s, 1000s};
    frame.health.push_back({.name = "cpu", .reason = {}});
    return frame;
}

std::string smallStream() {
    return frameStreamHead() + encodeMessage(streamSource, 1s, smallFrame());
}

// What the first message of these bytes is.
Result<std::optional<FrameMessage>> firstOf(const std::string& bytes) {
    FrameStreamReader reader;
    reader.take(bytes);
    return reader.next();
}

}  // namespace

class FrameMessageTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsSentIsWhatComes() {
        test::DemoMachine demo;
        FrameStreamReader reader;
        reader.take(frameStreamHead());
        for (int second = 0; second < 5; ++second) {
            const FramePtr frame = demo.next();
            reader.take(encodeMessage(streamSource, 200ms, *frame));
            const auto message = reader.next();
            QVERIFY(message && *message);
            QCOMPARE((*message)->source, streamSource);
            QCOMPARE((*message)->interval, Nanoseconds(200ms));
            QVERIFY(encodeFrame((*message)->frame) == encodeFrame(*frame));
        }
        QVERIFY(!reader.next()->has_value());
    }

    void aByteAtATimeIsEnough() {
        const std::string stream = smallStream() + encodeMessage(streamSource, 1s, smallFrame());
        FrameStreamReader reader;
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i < stream.size(); ++i) {
            reader.take(std::string_view(stream).substr(i, 1));
            const auto message = reader.next();
            QVERIFY(message.ok());
            if (message->has_value()) ends.push_back(i + 1);
        }
        QCOMPARE(ends, (std::vector<std::size_t>{smallStream().size(), stream.size()}));
    }

    void noChangedBitIsTaken() {
        const std::string whole = smallStream();
        for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
            std::string bytes = whole;
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
            const auto message = firstOf(bytes);
            QVERIFY2(!message || !message->has_value(), std::to_string(bit).c_str());
        }
    }

    void anotherVersionIsToldFromDamage() {
        std::string newer = smallStream();
        newer[frameStreamHead().size() - 1] = static_cast<char>(frameStreamVersion + 1);
        const auto message = firstOf(newer);
        QVERIFY(!message.ok());
        QCOMPARE(message.error().kind, ErrorKind::Absent);
        QVERIFY(message.error().message.find("version " + std::to_string(frameStreamVersion + 1)) !=
                std::string::npos);
        const auto other = firstOf("HTTP/1.1 200 OK\r\n");
        QCOMPARE(other.error().kind, ErrorKind::Malformed);
    }

    void aForgedLengthIsRefusedBeforeItsBytesCome() {
        const auto message = firstOf(frameStreamHead() + std::string(8, '\xff'));
        QVERIFY(!message.ok());
        QCOMPARE(message.error().kind, ErrorKind::Malformed);
    }

    void anIntervalMustBeOne() {
        for (const Nanoseconds interval : {Nanoseconds(0), Nanoseconds(-1s), Nanoseconds(1000h)})
            QVERIFY(!firstOf(frameStreamHead() + encodeMessage(streamSource, interval, smallFrame())).ok());
    }
};

BARO_TEST(FrameMessageTest)
#include "FrameMessageTest.moc"
