#include <QtTest>
#include <numeric>
#include <set>

#include "platform/replay/Recording.h"
#include "tests/support/TestMain.h"

using namespace baro;

class DemoRecordingTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        auto recording = platform::readRecording(BARO_DEMO_RECORDING);
        QVERIFY(recording);
        QVERIFY(!recording->damage);
        frames_ = std::move(recording->frames);
        QCOMPARE(frames_.size(), 450u);
    }

    void sharesOfProcessorsAreSane() {
        for (std::size_t i = 1; i < frames_.size(); ++i) {
            const auto& cpu = frames_[i]->rates.cpu;
            QVERIFY2(cpu, qPrintable(QString("second %1").arg(i)));
            QCOMPARE(cpu->cpus.size(), 24u);
            const CpuShares& total = cpu->total;
            QVERIFY(total.busy() >= 0 && total.busy() <= 1);
            QVERIFY(qAbs(total.busy() + total.idle + total.iowait - 1) < 1e-9);
            for (const CpuCoreShares& core : cpu->cpus)
                QVERIFY(core.shares);
        }
    }

    void processesAddUpToNoMoreThanTheMachine() {
        for (std::size_t i = 1; i < frames_.size(); ++i) {
            const auto& processes = *frames_[i]->rates.processes;
            double sum = 0;
            for (const ProcessRate& rate : processes.processes)
                sum += rate.cpuSeconds;
            QVERIFY(sum <= frames_[i]->rates.cpu->total.busy() * 24 + 0.5);
            QVERIFY(*processes.unattributedCpuSeconds >= 0);
        }
    }

    void devicesHaveRatesInEverySecond() {
        for (std::size_t i = 1; i < frames_.size(); ++i) {
            const Rates& rates = frames_[i]->rates;
            QCOMPARE(rates.disks->size(), 5u);
            QCOMPARE(rates.network->size(), 3u);
            for (const DiskRates& disk : *rates.disks)
                QVERIFY(disk.busyRatio >= 0 && disk.busyRatio <= 1);
            if (i > 5) QVERIFY(rates.energy->at(0).watts > 5 && rates.energy->at(0).watts < 300);
        }
    }

    void somethingHappens() {
        double mostBusy = 0, mostWritten = 0, mostReceived = 0;
        for (std::size_t i = 1; i < frames_.size(); ++i) {
            const Rates& rates = frames_[i]->rates;
            mostBusy = std::max(mostBusy, rates.cpu->total.busy());
            mostWritten = std::max(mostWritten, rates.disks->at(3).writtenBytesPerSecond);
            mostReceived = std::max(mostReceived, rates.network->at(1).receivedBytesPerSecond);
        }
        QVERIFY(mostBusy > 0.3);
        QVERIFY(mostWritten > 1e8);
        QVERIFY(mostReceived > 5e7);
    }

    void difficultNamesAreThere() {
        std::set<std::string> names;
        for (const Process& process : frames_.front()->readings.processes->processes)
            names.insert(process.facts->name);
        QVERIFY(names.count("<b>x</b>"));
        QVERIFY(names.count("\x1b[31mred"));
        QVERIFY(names.count("한글 편집기"));
    }

    void memoryNeverExceedsTheMachine() {
        for (const FramePtr& frame : frames_) {
            const NamedValues& meminfo = frame->readings.memory->meminfo;
            QVERIFY(*meminfo.find("MemAvailable") > 0);
            QVERIFY(*meminfo.find("MemFree") > 0);
            QVERIFY(*meminfo.find("MemAvailable") < *meminfo.find("MemTotal"));
        }
    }

  private:
    std::vector<FramePtr> frames_;
};

BARO_TEST(DemoRecordingTest)
#include "DemoRecordingTest.moc"
