#include "core/history/FrameRun.h"

#include <QtTest>
#include <functional>
#include <limits>

#include "core/history/FrameDifference.h"
#include "core/history/RunContent.h"
#include "core/model/ByteWriter.h"
#include "core/model/FrameCodec.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

using Frames = std::vector<FramePtr>;

struct Run {
    std::vector<std::string> pieces;
    std::string row;

    std::vector<std::string_view> views() const { return {pieces.begin(), pieces.end()}; }
};

Run runOf(const Frames& frames) {
    FrameRunWriter writer;
    Run run;
    for (const FramePtr& frame : frames)
        run.pieces.push_back(writer.append(frame).value());
    run.row = writer.finish().value();
    return run;
}

bool isSame(const Result<FramePtr>& decoded, const FramePtr& frame) {
    return decoded && encodeFrame(**decoded) == encodeFrame(*frame);
}

bool hasAll(FrameRunReader reader, const Frames& frames) {
    if (reader.times().size() != frames.size()) return false;
    for (std::size_t i = 0; i < frames.size(); ++i)
        if (!isSame(reader.frame(i), frames[i])) return false;
    return true;
}

bool survives(const Frames& frames) {
    const Run run = runOf(frames);
    return hasAll(FrameRunReader::open(run.row).value(), frames) &&
           hasAll(FrameRunReader::openPieces(run.views()).value(), frames);
}

// Every fifth second of the demo machine.
Frames demoFrames(std::size_t count) {
    test::DemoMachine machine;
    Frames frames;
    while (frames.size() < count) {
        frames.push_back(machine.next());
        machine.pass(4);
    }
    return frames;
}

FramePtr frameAt(std::chrono::nanoseconds at, const std::function<void(Frame&)>& change) {
    Frame frame;
    frame.takenAt = {at + std::chrono::hours(480'000), at, at + std::chrono::seconds(30)};
    frame.discontinuity = Discontinuity::None;
    change(frame);
    return std::make_shared<const Frame>(std::move(frame));
}

Process processOf(std::int32_t pid, std::uint64_t startTicks, const std::string& name) {
    Process process;
    process.identity = {pid, startTicks};
    process.state = 'S';
    process.userSeconds = static_cast<double>(pid) / 100;
    auto facts = std::make_shared<ProcessFacts>();
    facts->name = name;
    process.facts = std::move(facts);
    return process;
}

FramePtr tableAt(int second, std::vector<Process> processes) {
    return frameAt(std::chrono::seconds(second), [&](Frame& frame) {
        frame.readings.processes = Section<ProcessTable>(ProcessTable{std::move(processes)}, frame.takenAt);
    });
}

}  // namespace

class FrameRunTest : public QObject {
    Q_OBJECT

  private slots:
    void quartersOfAnHourComeBackByteForByte() {
        const Frames all = demoFrames(360);
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < all.size(); i += FrameRunWriter::mostFrames) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(i);
            const Frames frames(first, first + FrameRunWriter::mostFrames);
            const Run run = runOf(frames);
            QVERIFY(hasAll(FrameRunReader::open(run.row).value(), frames));
            bytes += run.row.size();
        }
        QVERIFY2(bytes / all.size() < 600, std::to_string(bytes / all.size()).c_str());
    }

    void piecesAndRowTellTheSame() {
        const Frames frames = demoFrames(30);
        const Run run = runOf(frames);
        QVERIFY(hasAll(FrameRunReader::openPieces(run.views()).value(), frames));
        QCOMPARE(finishPieces(run.views()).value(), run.row);
    }

    void framesAreFoundInAnyOrder() {
        const Frames frames = demoFrames(60);
        auto reader = FrameRunReader::open(runOf(frames).row).value();
        for (const std::size_t index : {59u, 0u, 1u, 12u, 11u, 13u, 12u, 40u, 39u, 38u, 58u, 0u, 59u})
            QVERIFY(isSame(reader.frame(index), frames[index]));
        QVERIFY(!reader.frame(60));
        QCOMPARE(reader.frame(60).error().kind, ErrorKind::Absent);
        QVERIFY(isSame(reader.frame(3), frames[3]));
    }

    void goingToAndFroUsesNothingUp() {
        const Frames frames{tableAt(0, {}), tableAt(5, {processOf(1, 0, std::string(3u << 20, 'x'))})};
        auto reader = FrameRunReader::open(runOf(frames).row).value();
        for (int i = 0; i < 40; ++i) {
            QVERIFY(reader.frame(1));
            QVERIFY(reader.frame(0));
        }
    }

    void timesTellTheFrameOfAMoment() {
        const Frames frames = demoFrames(3);
        const auto reader = FrameRunReader::open(runOf(frames).row).value();
        const std::int64_t first = reader.times()[0];
        QCOMPARE(first, std::chrono::floor<std::chrono::milliseconds>(frames[0]->takenAt.wall).count());
        QCOMPARE(reader.times()[1] - first, std::int64_t{5000});
        QVERIFY(!reader.indexAt(first - 1));
        QCOMPARE(reader.indexAt(first), std::optional<std::size_t>(0));
        QCOMPARE(reader.indexAt(first + 9999), std::optional<std::size_t>(1));
        QCOMPARE(reader.indexAt(std::numeric_limits<std::int64_t>::max()), std::optional<std::size_t>(2));
    }

    void processesComeAndGo() {
        const Process one = processOf(1, 0, "init");
        const Process worker = processOf(40, 900, "worker");
        const Process reused = processOf(40, 2900, "other");
        Process busy = worker;
        busy.userSeconds += 0.07;
        busy.diskReadBytes = 8192;
        Process renamed = busy;
        renamed.facts = processOf(40, 900, "renamed").facts;
        renamed.diskReadBytes.reset();
        const Process last = processOf(70, 950, "last");
        QVERIFY(survives({tableAt(0, {one, worker}), tableAt(5, {one, busy, last}),
                          tableAt(10, {one, renamed, last}), tableAt(15, {one, reused}),
                          tableAt(20, {one, reused}), tableAt(25, {}), tableAt(30, {last, one}),
                          tableAt(35, {one, last}), tableAt(40, {one, one, one})}));
    }

    void sectionsBecomeUnknownAndKnown() {
        const auto withLoad = [](int second, const Section<Load>& load) {
            return frameAt(std::chrono::seconds(second), [&](Frame& frame) { frame.readings.load = load; });
        };
        const Instant earlier{std::chrono::seconds(7), std::chrono::seconds(3), std::chrono::seconds(9)};
        const Section<Load> known(Load{.oneMinute = 0.5}, earlier);
        const Section<Load> readAnew(Load{.oneMinute = 0.5}, Instant{});
        QVERIFY(survives({withLoad(0, denied("no")), withLoad(5, known), withLoad(10, known),
                          withLoad(15, readAnew), withLoad(20, absent("gone")), withLoad(25, absent("gone")),
                          withLoad(30, failed("gone")), withLoad(35, {}), withLoad(40, known)}));
    }

    // What was not read anew costs a byte a section, and those are all alike.
    void anUnchangedFrameCostsNextToNothing() {
        const Frames frames = demoFrames(2);
        Frame later = *frames[1];
        later.takenAt.monotonic += std::chrono::seconds(5);
        later.takenAt.wall += std::chrono::seconds(5);
        later.takenAt.boot += std::chrono::seconds(5);
        const Run run = runOf({frames[0], frames[1], std::make_shared<const Frame>(later)});
        QVERIFY2(run.pieces[2].size() < 50, std::to_string(run.pieces[2].size()).c_str());
        auto reader = FrameRunReader::open(run.row).value();
        const FramePtr before = reader.frame(1).value();
        QCOMPARE(reader.frame(2).value()->readings.processes.shared(), before->readings.processes.shared());
    }

    void factsStayShared() {
        const Frames frames = demoFrames(2);
        auto reader = FrameRunReader::open(runOf(frames).row).value();
        const FramePtr before = reader.frame(0).value();
        const FramePtr after = reader.frame(1).value();
        QCOMPARE(after->readings.processes->processes[0].facts,
                 before->readings.processes->processes[0].facts);
    }

    void clocksMayStep() {
        const auto at = [](std::int64_t wall, std::int64_t monotonic, std::int64_t boot) {
            return frameAt({}, [&](Frame& frame) {
                frame.takenAt = {Nanoseconds(wall), Nanoseconds(monotonic), Nanoseconds(boot)};
                frame.readings.load =
                    Section<Load>(Load{}, Instant{Nanoseconds(1), Nanoseconds(2), Nanoseconds(3)});
            });
        };
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 2;
        QVERIFY(survives({at(5'000'000'000, 10, 20), at(1'000'000, 20, 30), at(most, 30, most), at(0, 0, 0),
                          at(most, most, most), at(3, 5, 4)}));
    }

    void nullIsAnEmptyValue() {
        Process process = processOf(3, 1, "x");
        process.facts = nullptr;
        const Frames frames{tableAt(0, {process}), tableAt(5, {processOf(3, 1, "x")}), tableAt(10, {process}),
                            frameAt(std::chrono::seconds(15), [](Frame& frame) {
                                frame.readings.memory = Section<Memory>(Memory{}, frame.takenAt);
                            })};
        QVERIFY(survives(frames));
        auto reader = FrameRunReader::open(runOf(frames).row).value();
        QVERIFY(reader.frame(0).value()->readings.processes->processes[0].facts != nullptr);
        QVERIFY(reader.frame(3).value()->readings.memory->meminfo.names != nullptr);
    }

    void namesOfValuesChange() {
        const auto with = [](int second, std::vector<std::string> names, std::vector<double> values) {
            return frameAt(std::chrono::seconds(second), [&](Frame& frame) {
                NamedValues named{std::make_shared<const std::vector<std::string>>(std::move(names)),
                                  std::move(values)};
                frame.readings.virtualMemory =
                    Section<VirtualMemory>(VirtualMemory{std::move(named)}, frame.takenAt);
            });
        };
        QVERIFY(survives({with(0, {"a", "b"}, {1, 2}), with(5, {"a", "b"}, {1, 3}), with(10, {"a"}, {1}),
                          with(15, {"c", "a", "b"}, {0.25, 1, 3}), with(20, {}, {})}));
    }

    void aRunHasAnEnd() {
        const FramePtr frame = tableAt(0, {processOf(1, 0, "init")});
        FrameRunWriter writer;
        for (std::size_t i = 0; i < FrameRunWriter::mostFrames; ++i) {
            QVERIFY(!writer.isFull());
            QVERIFY(writer.append(frame));
        }
        QVERIFY(writer.isFull());
        QVERIFY(!writer.append(frame));
        QCOMPARE(FrameRunReader::open(writer.finish().value())->times().size(), FrameRunWriter::mostFrames);
    }

    void tooLargeAFrameIsRefused() {
        const std::string word(40u << 20, 'x');
        FrameRunWriter writer;
        QVERIFY(writer.append(tableAt(0, {processOf(1, 0, "init")})));
        QVERIFY(writer.append(tableAt(5, {processOf(1, 0, word)})));
        QVERIFY(writer.isFull());
        QVERIFY(!writer.append(tableAt(10, {processOf(1, 0, word), processOf(2, 0, word)})));
        auto reader = FrameRunReader::open(writer.finish().value()).value();
        QVERIFY(reader.frame(1));
    }

    void cutBytesAreRefused() {
        const Run run = runOf(demoFrames(4));
        for (std::size_t size = 0; size < run.row.size(); size += 1 + size / 60) {
            auto reader = FrameRunReader::open(run.row.substr(0, size));
            const auto frame = reader ? reader->frame(0) : Result<FramePtr>(reader.error());
            QVERIFY(!frame);
            QCOMPARE(frame.error().kind, ErrorKind::Malformed);
        }
        std::vector<std::string_view> pieces = run.views();
        pieces[2] = pieces[2].substr(0, pieces[2].size() / 2);
        QVERIFY(!FrameRunReader::openPieces(pieces));
        QVERIFY(!FrameRunReader::openPieces(std::vector(pieces.begin() + 1, pieces.end())));
        QVERIFY(!FrameRunReader::openPieces({}));
    }

    // A row has a checksum. Of a bit that zstd does not look at nothing depends.
    void flippedBitsAreNoticed() {
        const Frames frames = demoFrames(3);
        const Run run = runOf(frames);
        int noticed = 0;
        int flipped = 0;
        for (std::size_t at = 0; at < run.row.size(); at += 1 + at / 60, ++flipped) {
            std::string row = run.row;
            row[at] = static_cast<char>(row[at] ^ 16);
            auto reader = FrameRunReader::open(std::move(row));
            const auto frame = reader ? reader->frame(2) : Result<FramePtr>(reader.error());
            QVERIFY(!frame || isSame(frame, frames[2]));
            noticed += frame ? 0 : 1;
        }
        QVERIFY(noticed >= flipped - 1);
    }

    // A run that was begun before sensors had further limits. Columns of one value that did not change are a
    // zero each.
    void runsOfTheFrameFormatBeforeAreRead() {
        const auto frameWith = [](int second, std::optional<double> value, std::optional<double> emergency) {
            return frameAt(std::chrono::seconds(second), [&](Frame& frame) {
                Sensor sensor;
                sensor.value = value;
                sensor.problem = value ? "read late" : "not read";
                sensor.emergency = emergency;
                frame.readings.sensors = Section<Sensors>(Sensors{{sensor}}, frame.takenAt);
            });
        };
        const Frames frames{frameWith(0, std::nullopt, std::nullopt), frameWith(5, 40, std::nullopt)};
        QVERIFY(survives({frames[0], frameWith(5, 40, 110), frames[1]}));

        RunContent content{4, {}, {}};
        Frame before;
        Room room(1 << 20);
        for (const FramePtr& frame : frames) {
            std::string bytes = encodeDifference(before, *frame, room);
            const std::string& problem = frame->readings.sensors->sensors[0].problem;
            const auto at = bytes.find(problem + std::string(3, '\0'));
            QVERIFY(at != std::string::npos);
            bytes.erase(at + problem.size(), 3);
            ByteWriter length;
            length.number(bytes.size());
            content.differences += std::move(length).take() + bytes;
            content.times.push_back(timeOf(*frame));
            before = *frame;
        }
        auto reader = FrameRunReader::open(rowOf(content).value()).value();
        QVERIFY(isSame(reader.frame(1), frames[1]));
        QVERIFY(isSame(reader.frame(0), frames[0]));
    }

    void otherVersionsAreNamed() {
        std::string row = runOf(demoFrames(1)).row;
        row[0] = 9;
        const auto reader = FrameRunReader::open(std::move(row));
        QVERIFY(!reader);
        QVERIFY(reader.error().message.find("version 9") != std::string::npos);
    }
};

BARO_TEST(FrameRunTest)
#include "FrameRunTest.moc"
