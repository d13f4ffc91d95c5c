#include "platform/linux/ProcessControl.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <algorithm>
#include <csignal>

#include "platform/linux/ProcessStat.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

// A process to act on: sleeps until a signal ends it.
class Sleeper {
  public:
    Sleeper() : pid_(fork()) {
        if (pid_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;)
                pause();
        }
        const auto text = readFile("/proc/" + std::to_string(pid_) + "/stat");
        const auto stat = text ? parseProcessStat(*text) : Result<ProcessStat>(text.error());
        if (stat) startTicks_ = stat->startTicks;
    }
    ~Sleeper() {
        if (!reaped_) kill(pid_, SIGKILL), endingSignal();
    }
    ProcessIdentity identity() const { return {pid_, startTicks_}; }
    int endingSignal() {
        int status = 0;
        waitpid(pid_, &status, 0);
        reaped_ = true;
        return WTERMSIG(status);
    }

  private:
    pid_t pid_;
    std::uint64_t startTicks_ = 0;
    bool reaped_ = false;
};

}  // namespace

class ProcessControlTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ProcessControl> control_ = makeProcessControl({});

  private slots:
    void sendsASignal() {
        Sleeper sleeper;
        // Not SIGTERM: Qt Test has a handler for that, which a fork inherits.
        QVERIFY(control_->sendSignal(sleeper.identity(), SIGUSR1));
        QCOMPARE(sleeper.endingSignal(), SIGUSR1);
    }

    void neverHitsAReusedPid() {
        Sleeper sleeper;
        ProcessIdentity other = sleeper.identity();
        ++other.startTicks;
        const Status status = control_->sendSignal(other, SIGKILL);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Absent);
        QCOMPARE(kill(sleeper.identity().pid, 0), 0);
    }

    void saysThatAProcessHasEnded() {
        Sleeper sleeper;
        QVERIFY(control_->sendSignal(sleeper.identity(), SIGKILL));
        sleeper.endingSignal();
        QCOMPARE(control_->sendSignal(sleeper.identity(), SIGTERM).error().kind, ErrorKind::Absent);
        QCOMPARE(control_->setNice(sleeper.identity(), 5).error().kind, ErrorKind::Absent);
        QCOMPARE(control_->affinity(sleeper.identity()).error().kind, ErrorKind::Absent);
        QCOMPARE(control_->ioPriority(sleeper.identity()).error().kind, ErrorKind::Absent);
    }

    void refusesPidsThatMeanMany_data() {
        QTest::addColumn<int>("pid");
        QTest::newRow("own group") << 0;
        QTest::newRow("everybody") << -1;
    }
    void refusesPidsThatMeanMany() {
        QFETCH(int, pid);
        QVERIFY(!control_->sendSignal({pid, 1}, SIGCONT));
        QVERIFY(!control_->setNice({pid, 1}, 5));
    }

    void setsNice() {
        Sleeper sleeper;
        QVERIFY(control_->setNice(sleeper.identity(), 7));
        QCOMPARE(getpriority(PRIO_PROCESS, static_cast<id_t>(sleeper.identity().pid)), 7);
        QVERIFY(!control_->setNice(sleeper.identity(), 20));
    }

    void setsAffinity() {
        Sleeper sleeper;
        const auto before = control_->affinity(sleeper.identity());
        QVERIFY(before);
        QVERIFY(!before->empty());
        const std::vector<int> one{before->back()};
        QVERIFY(control_->setAffinity(sleeper.identity(), one));
        QCOMPARE(control_->affinity(sleeper.identity()).value(), one);
    }

    void refusesImpossibleProcessors() {
        Sleeper sleeper;
        QVERIFY(!control_->setAffinity(sleeper.identity(), {}));
        QVERIFY(!control_->setAffinity(sleeper.identity(), {-1}));
        QVERIFY(!control_->setAffinity(sleeper.identity(), {1 << 30}));
    }

    void setsIoPriority() {
        Sleeper sleeper;
        const IoPriority wanted{IoPriorityClass::BestEffort, 6};
        QVERIFY(control_->setIoPriority(sleeper.identity(), wanted));
        QCOMPARE(control_->ioPriority(sleeper.identity()).value(), wanted);
        QVERIFY(!control_->setIoPriority(sleeper.identity(), {IoPriorityClass::BestEffort, 8}));
    }

    void ioPriorityLevelsOutsideTheirClassesAreNotSent() {
        QCOMPARE(encodeIoPriority({IoPriorityClass::None, 4}), 0);
        QCOMPARE(encodeIoPriority({IoPriorityClass::BestEffort, 4}), 2 << 13 | 4);
        QCOMPARE(encodeIoPriority({IoPriorityClass::Idle, 4}), 3 << 13);
        QCOMPARE(decodeIoPriority(1 << 13 | 3 << 3 | 5), (IoPriority{IoPriorityClass::RealTime, 5}));
    }

    void namesTheSignals() {
        const auto names = control_->signalNames();
        QVERIFY(std::ranges::is_sorted(names));
        QVERIFY(std::ranges::find(names, std::pair<int, std::string>(SIGTERM, "SIGTERM")) != names.end());
        QVERIFY(std::ranges::find(names, std::pair<int, std::string>(SIGKILL, "SIGKILL")) != names.end());
    }

    void leavesRecordedMachinesAlone() {
        Sleeper sleeper;
        const auto recorded = makeProcessControl({.procfs = "/recorded/proc"});
        QVERIFY(!recorded->sendSignal(sleeper.identity(), SIGKILL));
        QCOMPARE(kill(sleeper.identity().pid, 0), 0);
    }
};

BARO_TEST(ProcessControlTest)
#include "ProcessControlTest.moc"
