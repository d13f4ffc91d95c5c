// What one update of the process table costs in processor time, model and repaint apart: 2,000 made-up
// processes (or the number given), of which a tenth does something each second. Prints percent of a core at
// one update a second.
//     bench_process_model [PROCESSES] [flat|tree|apps]
#include <QApplication>
#include <QElapsedTimer>
#include <cstdio>
#include <ctime>
#include <string_view>

#include "core/base/Numbers.h"
#include "tests/support/ProcessFrames.h"
#include "ui/widgets/ProcessTableView.h"
#include "ui/widgets/ProcessTotals.h"

namespace {

using namespace baro;
using namespace baro::ui;

double cpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

class Machine {
  public:
    explicit Machine(int processes) {
        std::vector<test::ProcessSample> samples;
        for (int pid = 1; pid <= processes; ++pid)
            samples.push_back(
                {.pid = pid,
                 .name = "worker-" + std::to_string(pid % 50),
                 .parentPid = pid / 4,
                 .user = pid % 3 ? "mina" : "root",
                 .application = "Application " + std::to_string(pid % 40),
                 .commandLine = "/usr/lib/worker/bin/worker --profile=/home/mina/.config/worker --type=" +
                                std::to_string(pid),
                 .startTicks = 100 + static_cast<std::uint64_t>(pid)});
        frame_ = test::processFrame(samples);
    }

    const Frame& next() {
        auto table = *frame_.readings.processes;
        auto rates = *frame_.rates.processes;
        for (std::size_t at = 0; at < rates.processes.size(); ++at) {
            const bool busy = random() % 10 == 0;
            rates.processes[at].cpuSeconds = busy ? static_cast<double>(random() % 100) / 100 : 0;
            if (busy) table.processes[at].userSeconds += rates.processes[at].cpuSeconds;
            if (busy) table.processes[at].residentBytes += 4096 * (random() % 100);
        }
        frame_.readings.processes = Section<ProcessTable>(std::move(table), frame_.takenAt);
        frame_.rates.processes = std::make_shared<const ProcessRates>(std::move(rates));
        return frame_;
    }

  private:
    std::uint32_t random() { return (state_ = state_ * 1664525u + 1013904223u) >> 8; }

    Frame frame_;
    std::uint32_t state_ = 1;
};

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM",
            qgetenv("QT_QPA_PLATFORM").isEmpty() ? "offscreen" : qgetenv("QT_QPA_PLATFORM"));
    QApplication application(argc, argv);
    const int processes = argc > 1 ? parseNumber<int>(argv[1]).value_or(2000) : 2000;
    const std::string_view arrangement = argc > 2 ? argv[2] : "flat";

    Theme theme;
    Formatting format;
    ProcessModel model(format);
    QWidget window;
    auto* table = new ProcessTableView(theme, model, &window);
    auto* totals = new ProcessTotals(theme, model, *table, &window);
    table->setShownFields({ProcessField::Name, ProcessField::Pid, ProcessField::User, ProcessField::Cpu,
                           ProcessField::Memory, ProcessField::MemoryShare, ProcessField::DiskRead,
                           ProcessField::DiskWritten, ProcessField::State, ProcessField::CommandLine});
    table->setArrangement(arrangement == "tree"   ? Arrangement::Tree
                          : arrangement == "apps" ? Arrangement::ByApplication
                                                  : Arrangement::Flat);
    window.resize(1700, 950);
    table->setGeometry(0, 0, 1700, 870);
    totals->setGeometry(0, 870, 1700, 80);
    window.show();

    Machine machine(processes);
    constexpr int warmUp = 10;
    constexpr int rounds = 200;
    double updating = 0;
    double painting = 0;
    for (int round = 0; round < warmUp + rounds; ++round) {
        const Frame& frame = machine.next();
        const double start = cpuSeconds();
        model.showFrame(frame);
        const double updated = cpuSeconds();
        QApplication::processEvents();
        if (round < warmUp) continue;
        updating += updated - start;
        painting += cpuSeconds() - updated;
    }
    std::printf("%d processes, %s: update %.2f ms, layout and repaint %.2f ms: %.2f %% of a core at 1 Hz\n",
                processes, arrangement.data(), updating * 1000 / rounds, painting * 1000 / rounds,
                (updating + painting) * 100 / rounds);
    return 0;
}
