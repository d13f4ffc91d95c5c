#include "core/history/ProcessDifference.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

struct Made {
    std::int32_t pid = 1;
    std::string name = "init";
    double cpuSeconds = 0;
    std::uint64_t residentBytes = 0;
    std::optional<double> readBytes{};
    std::optional<double> writtenBytes{};
    std::string user = "root";
    std::int32_t parentPid = 0;
    std::uint64_t startTicks = 100;
    bool isKernelThread = false;
};

Process processOf(const Made& made) {
    auto facts = std::make_shared<ProcessFacts>();
    facts->name = made.name;
    facts->user = made.user;
    facts->application = "app-" + made.name;
    facts->kernelThread = made.isKernelThread;
    Process process;
    process.identity = {made.pid, made.startTicks};
    process.parentPid = made.parentPid;
    process.userSeconds = made.cpuSeconds / 2;
    process.systemSeconds = made.cpuSeconds / 2;
    process.residentBytes = made.residentBytes;
    process.diskReadBytes = made.readBytes;
    process.diskWrittenBytes = made.writtenBytes;
    process.facts = std::move(facts);
    return process;
}

Frame frameAt(int second, const std::vector<Made>& made, int upFor = 5000) {
    ProcessTable table;
    for (const Made& one : made)
        table.processes.push_back(processOf(one));
    Frame frame;
    frame.takenAt = {std::chrono::seconds(1'700'000'000 + second), std::chrono::seconds(upFor + second),
                     std::chrono::seconds(upFor + second)};
    frame.readings.processes = Section<ProcessTable>(std::move(table), frame.takenAt);
    return frame;
}

ProcessUses usesOf(const std::vector<Frame>& frames, ProcessGrouping grouping = ProcessGrouping::Name) {
    ProcessUseSum sum(grouping);
    for (const Frame& frame : frames)
        sum.add(frame);
    return sum.uses();
}

ProcessUse useOf(const ProcessUses& uses, const std::string& name, const std::string& user = "root") {
    const auto found = uses.find({name, user});
    return found == uses.end() ? ProcessUse{.cpuSeconds = -1} : found->second;
}

}  // namespace

class ProcessDifferenceTest : public QObject {
    Q_OBJECT

  private slots:
    void countsWhatWasUsedWithinTheRange() {
        const ProcessUses uses = usesOf({frameAt(0, {{.cpuSeconds = 100, .residentBytes = 10}}),
                                         frameAt(5, {{.cpuSeconds = 102, .residentBytes = 40}}),
                                         frameAt(10, {{.cpuSeconds = 103, .residentBytes = 10}})});
        QCOMPARE(uses.size(), 1U);
        const ProcessUse use = useOf(uses, "init");
        QCOMPARE(use.cpuSeconds, 3.0);
        QCOMPARE(use.meanResidentBytes, 20.0);
        QCOMPARE(use.greatestResidentBytes, 40.0);
        QCOMPARE(use.processes, 1U);
    }

    void aProcessThatBeginsCountsFromItsStart() {
        const ProcessUses uses =
            usesOf({frameAt(0, {{}}), frameAt(5, {{}, {.pid = 7, .name = "make", .cpuSeconds = 4}}),
                    frameAt(10, {{}, {.pid = 7, .name = "make", .cpuSeconds = 6}})});
        QCOMPARE(useOf(uses, "make").cpuSeconds, 6.0);
    }

    void processesOfOneNameAreOneGroup() {
        const ProcessUses uses = usesOf({frameAt(0, {{.pid = 7, .name = "cc1", .residentBytes = 10},
                                                     {.pid = 8, .name = "cc1", .residentBytes = 5}}),
                                         frameAt(5, {{.pid = 7, .name = "cc1", .residentBytes = 20},
                                                     {.pid = 9, .name = "cc1", .cpuSeconds = 2}}),
                                         frameAt(10, {{}})});
        const ProcessUse use = useOf(uses, "cc1");
        QCOMPARE(use.cpuSeconds, 2.0);
        QCOMPARE(use.processes, 3U);
        QCOMPARE(use.greatestResidentBytes, 20.0);
        QCOMPARE(use.meanResidentBytes, 17.5);  // while one of them ran: two of three Frames
    }

    void theSameNameOfAnotherUserIsAnotherGroup() {
        const ProcessUses uses =
            usesOf({frameAt(0, {{.name = "sh"}, {.pid = 2, .name = "sh", .user = "ada"}})});
        QCOMPARE(uses.size(), 2U);
        QCOMPARE(useOf(uses, "sh", "ada").processes, 1U);
    }

    void aPidThatIsUsedAgainIsAnotherProcess() {
        const ProcessUses uses =
            usesOf({frameAt(0, {{.pid = 7, .name = "a", .cpuSeconds = 50}}),
                    frameAt(5, {{.pid = 7, .name = "a", .cpuSeconds = 1, .startTicks = 900}})});
        QCOMPARE(useOf(uses, "a").cpuSeconds, 1.0);
        QCOMPARE(useOf(uses, "a").processes, 2U);
    }

    void groupsByApplicationWhenAsked() {
        const ProcessUses uses = usesOf({frameAt(0, {{.name = "sh"}})}, ProcessGrouping::Application);
        QCOMPARE(useOf(uses, "app-sh").processes, 1U);
    }

    void kernelThreadsOfAKindAreOneGroup() {
        const ProcessUses uses =
            usesOf({frameAt(0, {{.pid = 7, .name = "kworker/0:1", .isKernelThread = true},
                                {.pid = 8, .name = "kworker/u8:2-ev", .isKernelThread = true},
                                {.pid = 9, .name = "a/b"}})});
        QCOMPARE(useOf(uses, "kworker").processes, 2U);
        QCOMPARE(useOf(uses, "a/b").processes, 1U);
    }

    void ioThatNobodyMayReadIsUnknown() {
        const ProcessUses uses =
            usesOf({frameAt(0, {{.name = "a"}, {.pid = 2, .name = "b", .readBytes = 100}}),
                    frameAt(5, {{.name = "a"}, {.pid = 2, .name = "b", .readBytes = 150}})});
        QVERIFY(!useOf(uses, "a").readBytes);
        QCOMPARE(useOf(uses, "b").readBytes.value(), 50.0);
        QVERIFY(!useOf(uses, "b").writtenBytes);
    }

    void ioThatCanBeReadFromNowOnBeginsAtNothing() {
        const ProcessUses uses = usesOf(
            {frameAt(0, {{}}), frameAt(5, {{.writtenBytes = 500}}), frameAt(10, {{.writtenBytes = 510}})});
        QCOMPARE(useOf(uses, "init").writtenBytes.value(), 10.0);
    }

    // The kernel adds what a child did to the parent that waits for it.
    void whatAParentInheritsIsNotCountedTwice() {
        const Made shell{.pid = 5, .name = "sh", .writtenBytes = 10};
        Made heir = shell;
        heir.writtenBytes = 10 + 700;
        const ProcessUses uses =
            usesOf({frameAt(0, {shell}),
                    frameAt(5, {shell, {.pid = 6, .name = "dd", .writtenBytes = 700, .parentPid = 5}}),
                    frameAt(10, {heir})});
        QCOMPARE(useOf(uses, "dd").writtenBytes.value(), 700.0);
        QCOMPARE(useOf(uses, "sh").writtenBytes.value(), 0.0);
    }

    void afterARebootEveryProcessIsNew() {
        const ProcessUses uses = usesOf({frameAt(0, {{.cpuSeconds = 90}}), frameAt(5, {{.cpuSeconds = 91}}),
                                         frameAt(100, {{.cpuSeconds = 95}}, 20)});
        QCOMPARE(useOf(uses, "init").cpuSeconds, 96.0);
        QCOMPARE(useOf(uses, "init").processes, 2U);
    }

    void framesWithoutProcessesAreLeftOut() {
        ProcessUseSum sum(ProcessGrouping::Name);
        sum.add(frameAt(0, {{.cpuSeconds = 1}}));
        Frame unknown;
        unknown.readings.processes = failed("cannot read");
        sum.add(unknown);
        const Frame last = frameAt(10, {{.cpuSeconds = 4}});
        sum.add(last);
        sum.add(last);  // the same reading in the next Frame
        QCOMPARE(sum.frames(), std::size_t{2});
        QCOMPARE(useOf(sum.uses(), "init").cpuSeconds, 3.0);
    }

    void tellsWhoIsNewWhoIsGoneAndWhoGrew() {
        const ProcessUses first{
            {{"grown", "u"}, {.cpuSeconds = 9, .meanResidentBytes = 50, .readBytes = 7}},
            {{"new", "u"}, {.cpuSeconds = 1, .meanResidentBytes = 3, .writtenBytes = 4}},
        };
        const ProcessUses second{
            {{"grown", "u"}, {.cpuSeconds = 4, .meanResidentBytes = 80, .greatestResidentBytes = 90}},
            {{"gone", "u"}, {.cpuSeconds = 30, .readBytes = 6}},
        };
        const auto changes = processDifference(first, second);
        QCOMPARE(changes.size(), std::size_t{3});
        const ProcessChange& gone = changes[0];
        QCOMPARE(gone.group.name, std::string("gone"));
        QVERIFY(gone.isGone() && !gone.isNew());
        QCOMPARE(gone.cpuSeconds(), -30.0);
        QCOMPARE(gone.readBytes().value(), -6.0);
        QVERIFY(!gone.writtenBytes());
        const ProcessChange& grown = changes[1];
        QVERIFY(!grown.isGone() && !grown.isNew());
        QCOMPARE(grown.cpuSeconds(), 5.0);
        QCOMPARE(grown.meanResidentBytes(), -30.0);
        QCOMPARE(grown.greatestResidentBytes(), -90.0);
        QVERIFY(!grown.readBytes());  // unknown in the second
        QVERIFY(changes[2].isNew());
        QCOMPARE(changes[2].writtenBytes().value(), 4.0);
    }
};

BARO_TEST(ProcessDifferenceTest)
#include "ProcessDifferenceTest.moc"
