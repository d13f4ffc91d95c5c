#include <fmt/format.h>

#include <QtTest>
#include <chrono>
#include <string>
#include <vector>

#include "core/history/Record.h"
#include "core/history/Recorder.h"
#include "core/model/FrameCodec.h"
#include "core/model/Rates.h"
#include "core/series/SampleStore.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

// Every rate to its last bit.
class RateText {
  public:
    explicit RateText(const Rates& rates) {
        if (rates.cpu) {
            add("cpu", rates.cpu->total);
            for (const CpuCoreShares& core : rates.cpu->cpus)
                core.shares ? add(std::to_string(core.cpu), *core.shares) : add("unknown core");
        }
        if (rates.kernel)
            add("kernel", rates.kernel->interruptsPerSecond, rates.kernel->contextSwitchesPerSecond,
                rates.kernel->forksPerSecond);
        if (rates.pressure)
            add("pressure", rates.pressure->cpuSome.value_or(-1), rates.pressure->cpuFull.value_or(-1),
                rates.pressure->memorySome.value_or(-1), rates.pressure->memoryFull.value_or(-1),
                rates.pressure->ioSome.value_or(-1), rates.pressure->ioFull.value_or(-1));
        addDevices(rates);
        addProcesses(rates);
        add("self", rates.selfCpuRatio.value_or(-1), rates.selfWrittenBytesPerSecond.value_or(-1));
    }
    const std::string& get() const { return text_; }

  private:
    template <class... Numbers>
    void add(const std::string& name, Numbers... numbers) {
        text_ += name;
        ((text_ += fmt::format(" {:a}", static_cast<double>(numbers))), ...);
        text_ += '\n';
    }
    void add(const std::string& name, const CpuShares& shares) {
        add(name, shares.user, shares.nice, shares.system, shares.idle, shares.iowait, shares.irq,
            shares.softirq, shares.steal, shares.guest);
    }
    void addDevices(const Rates& rates) {
        if (rates.disks)
            for (const DiskRates& disk : *rates.disks)
                add(disk.name, disk.readBytesPerSecond, disk.writtenBytesPerSecond, disk.readsPerSecond,
                    disk.writesPerSecond, disk.busyRatio, disk.readLatencySeconds.value_or(-1),
                    disk.writeLatencySeconds.value_or(-1), disk.queueLength);
        if (rates.network)
            for (const NetworkRates& network : *rates.network)
                add(network.name, network.receivedBytesPerSecond, network.transmittedBytesPerSecond,
                    network.receivedPacketsPerSecond, network.transmittedPacketsPerSecond,
                    network.receiveErrorsPerSecond, network.transmitErrorsPerSecond);
        if (rates.energy)
            for (const EnergyRate& energy : *rates.energy)
                add(energy.identity, energy.watts);
        if (rates.gpus)
            for (const GpuRate& gpu : *rates.gpus)
                add(gpu.identity, gpu.busyRatio);
    }
    void addProcesses(const Rates& rates) {
        if (!rates.processes) return;
        for (const ProcessRate& process : rates.processes->processes)
            add(std::to_string(process.identity.pid), process.cpuSeconds, process.majorFaultsPerSecond,
                process.diskReadBytesPerSecond.value_or(-1), process.diskWrittenBytesPerSecond.value_or(-1));
        add("rest", rates.processes->unattributedCpuSeconds.value_or(-1), rates.processes->cpuCount);
    }

    std::string text_;
};

std::int64_t millisecondsOf(const Frame& frame) {
    return std::chrono::floor<std::chrono::milliseconds>(frame.takenAt.wall).count();
}

}  // namespace

class RecordFramesTest : public QObject {
    Q_OBJECT

  private slots:
    // Two hours and a half, a Frame every 30 s: a run of the database and one of the tail.
    void hoursComeBackFieldByField() {
        const test::TemporaryTree tree;
        auto recorder = Recorder::open(tree.path("record"), "a test").value();
        test::DemoMachine machine;
        std::vector<FramePtr> live;
        for (int count = 0; count < 300; ++count) {
            live.push_back(machine.next());
            QVERIFY(recorder->add(live.back()));
            machine.pass(29);
        }
        const SampleStore nothing;
        QVERIFY(recorder->record(nothing, millisecondsOf(*live.back())));
        const auto record = Record::open(tree.path("record")).value();
        for (std::size_t i = 0; i < live.size(); ++i) {
            const Frame& expected = *live[i];
            const auto found = record->frameAt(millisecondsOf(expected));
            QVERIFY(found && *found);
            QVERIFY2(encodeFrame(**found) == encodeFrame(expected), qPrintable(QString::number(i)));
            if (i == 0) continue;
            // Over the time between two recorded Frames, also across the end of a run.
            const Rates rates = deriveRates(*live[i - 1], expected.readings, expected.takenAt);
            QCOMPARE(RateText((*found)->rates).get(), RateText(rates).get());
        }
        QVERIFY(RateText((*record->frameAt(millisecondsOf(*live[200])))->rates).get().size() > 5000);
    }

    void noRateCrossesATimeInWhichNobodyRecorded() {
        const test::TemporaryTree tree;
        auto recorder = Recorder::open(tree.path("record"), "a test").value();
        test::DemoMachine machine;
        FramePtr last;
        for (int part = 0; part < 2; ++part) {
            for (int count = 0; count < 3; ++count) {
                last = machine.next();
                QVERIFY(recorder->add(last));
            }
            QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
            machine.pass(60);
        }
        const auto record = Record::open(tree.path("record")).value();
        const auto first = record->frameAt(millisecondsOf(*last) - 2000).value();
        QCOMPARE(first->discontinuity, Discontinuity::FirstFrame);
        QVERIFY(!first->rates.processes);
        QVERIFY(record->frameAt(millisecondsOf(*last)).value()->rates.processes);
    }
};

BARO_TEST(RecordFramesTest)
#include "RecordFramesTest.moc"
