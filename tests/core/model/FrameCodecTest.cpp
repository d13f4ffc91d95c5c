#include "core/model/FrameCodec.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

const std::string& encodedDemo() {
    static const std::string bytes = [] {
        test::DemoMachine machine;
        for (int i = 0; i < 45; ++i)
            (void)machine.next();
        return encodeFrame(*machine.next());
    }();
    return bytes;
}

}  // namespace

class FrameCodecTest : public QObject {
    Q_OBJECT

  private slots:
    void decodesWhatItEncoded() {
        test::DemoMachine machine;
        const FramePtr frame = machine.next();
        const Result<Frame> decoded = decodeFrame(encodeFrame(*frame));
        QVERIFY(decoded);
        QCOMPARE(decoded->takenAt, frame->takenAt);
        QCOMPARE(decoded->discontinuity, frame->discontinuity);
        QCOMPARE(decoded->readings.cpu.takenAt(), frame->readings.cpu.takenAt());
        const auto& original = frame->readings.processes->processes;
        const auto& processes = decoded->readings.processes->processes;
        QCOMPARE(processes.size(), original.size());
        for (std::size_t i = 0; i < processes.size(); ++i) {
            QCOMPARE(processes[i].identity, original[i].identity);
            QCOMPARE(processes[i].userSeconds, original[i].userSeconds);
            QCOMPARE(processes[i].diskReadBytes, original[i].diskReadBytes);
            QVERIFY(*processes[i].facts == *original[i].facts);
        }
        QCOMPARE(encodeFrame(*decoded), encodeFrame(*frame));
    }

    void keepsReasonsOfUnknownSections() {
        Frame frame;
        frame.readings.gpus = denied("join the group render");
        frame.health.push_back(
            {"gpus", CollectorHealth::State::Failed, "no", std::chrono::seconds(2), {}, 3, 2, 0.25});
        const Result<Frame> decoded = decodeFrame(encodeFrame(frame));
        QVERIFY(decoded);
        QVERIFY(!decoded->readings.gpus);
        QCOMPARE(decoded->readings.gpus.reason(), frame.readings.gpus.reason());
        QCOMPARE(decoded->health.at(0).failures, 2u);
    }

    void numbersComeBackExactly_data() {
        QTest::addColumn<double>("value");
        for (const double value : {0.0, -0.0, 1.0, 0.01, 123456.78, -5.25, 0.1 + 0.2, 1e300,
                                   9007199254740993.0, 5e-324, std::numeric_limits<double>::infinity()})
            QTest::addRow("%.17g", value) << value;
    }
    void numbersComeBackExactly() {
        QFETCH(double, value);
        ByteWriter writer;
        writer.real(value);
        const std::string bytes = std::move(writer).take();
        ByteReader reader(bytes);
        QCOMPARE(std::bit_cast<std::uint64_t>(reader.real()), std::bit_cast<std::uint64_t>(value));
        QVERIFY(reader.ok());
        QCOMPARE(reader.remaining(), 0u);
        QVERIFY(bytes.size() <= 9);
    }

    void everyCutIsAnError() {
        const std::string& bytes = encodedDemo();
        for (std::size_t length = 0; length < bytes.size(); length += length < 2000 ? 1 : 97) {
            const auto decoded = decodeFrame(std::string_view(bytes).substr(0, length));
            QVERIFY2(!decoded, qPrintable(QString("cut at %1").arg(length)));
            QCOMPARE(decoded.error().kind, ErrorKind::Malformed);
        }
    }

    void bytesAfterTheEndAreAnError() { QVERIFY(!decodeFrame(encodedDemo() + '\0')); }

    // A flipped bit may well decode to another number; what decodes must at least encode again.
    void flippedBitsNeverHarm() {
        std::string bytes = encodedDemo();
        for (std::size_t at = 0; at < bytes.size(); at += 61) {
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
            if (const auto decoded = decodeFrame(bytes)) QVERIFY(!encodeFrame(*decoded).empty());
            bytes[at] = encodedDemo()[at];
        }
    }

    void forgedLengthReservesNothing() {
        ByteWriter writer;
        writer.byte(frameFormatVersion);
        for (int i = 0; i < 4; ++i)
            writer.number(0);  // sequence, takenAt
        writer.byte(0);        // discontinuity
        writer.byte(1);        // cpu is known
        for (int i = 0; i < 3; ++i)
            writer.number(0);  // its Instant
        for (int i = 0; i < 10; ++i)
            writer.real(0);  // its total
        writer.number(std::numeric_limits<std::uint64_t>::max());
        QVERIFY(!decodeFrame(std::move(writer).take()));
    }

    // What came with version 4 is the end of the readings: without it and the list of health, which is empty
    // here, the bytes are those of version 3.
    void theVersionBeforeIsStillRead() {
        Frame frame;
        frame.readings.gpus = denied("join the group render");
        frame.readings.socketTraffic = denied("no");
        std::string bytes = encodeFrame(frame);
        const std::string_view unknown("\0\1\2no", 5);
        QVERIFY(bytes.ends_with(std::string(unknown) + '\0'));
        bytes.erase(bytes.size() - unknown.size() - 1, unknown.size());
        bytes[0] = 3;
        const auto decoded = decodeFrame(bytes);
        QVERIFY(decoded);
        QCOMPARE(decoded->readings.gpus.reason(), frame.readings.gpus.reason());
        QVERIFY(!decoded->readings.socketTraffic);
        QCOMPARE(decoded->readings.socketTraffic.reason().kind, ErrorKind::Absent);
    }

    // What came with version 5 is at the end of each sensor and each graphics processor: where it is not
    // there, a zero each.
    void theFieldsThatVersion5BroughtAreLeftOutBefore() {
        Frame frame;
        Sensor sensor;
        sensor.identity = "probe";
        sensor.problem = "the last of version 4";
        sensor.emergency = 110;
        frame.readings.sensors = Section<Sensors>(Sensors{{sensor, sensor}}, {});
        Gpu gpu;
        gpu.problem = "the last of version 4, too";
        gpu.parts = {{"gt0", 1e9, 3.0}, {"gt1", std::nullopt, 4.0}};
        frame.readings.gpus = Section<Gpus>(Gpus{{gpu}}, {});
        const auto now = decodeFrame(encodeFrame(frame));
        QVERIFY(now);
        QCOMPARE(*now->readings.sensors->sensors.at(1).emergency, 110.0);
        QCOMPARE(now->readings.gpus->gpus.at(0).parts.at(1).name, std::string("gt1"));

        sensor.emergency.reset();
        gpu.parts.clear();
        frame.readings.sensors = Section<Sensors>(Sensors{{sensor, sensor}}, {});
        frame.readings.gpus = Section<Gpus>(Gpus{{gpu}}, {});
        std::string bytes = encodeFrame(frame);
        for (const auto& [last, fields] :
             {std::pair(&sensor.problem, 3u), {&sensor.problem, 3u}, {&gpu.problem, 1u}}) {
            const auto end = bytes.find(*last + std::string(fields, '\0')) + last->size();
            QVERIFY(end < bytes.size());
            bytes.erase(end, fields);
            bytes[end - 1] = '!';  // done
        }
        bytes[0] = 4;
        const auto decoded = decodeFrame(bytes);
        QVERIFY(decoded);
        QCOMPARE(decoded->readings.sensors->sensors.at(1).identity, std::string("probe"));
        QVERIFY(!decoded->readings.sensors->sensors.at(1).emergency);
        QVERIFY(decoded->readings.gpus->gpus.at(0).parts.empty());
    }

    void socketTrafficComesBack() {
        Frame frame;
        frame.readings.socketTraffic = Section<SocketTraffic>(SocketTraffic{{{{9, 500}, 1000, 20}}}, {});
        const auto decoded = decodeFrame(encodeFrame(frame));
        QVERIFY(decoded && decoded->readings.socketTraffic);
        const ProcessTraffic& process = decoded->readings.socketTraffic->processes.at(0);
        QVERIFY(process.identity == (ProcessIdentity{9, 500}));
        QCOMPARE(process.receivedBytes, 1000.0);
        QCOMPARE(process.sentBytes, 20.0);
    }

    void anotherVersionIsRefused() {
        std::string bytes = encodedDemo();
        bytes[0] = 99;
        const auto decoded = decodeFrame(bytes);
        QVERIFY(!decoded);
        QVERIFY(decoded.error().message.find("99") != std::string::npos);
    }
};

BARO_TEST(FrameCodecTest)
#include "FrameCodecTest.moc"
