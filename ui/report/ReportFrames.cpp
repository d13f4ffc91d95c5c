#include "ui/report/ReportFrames.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/model/Memory.h"
#include "core/model/ProcessFields.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

struct ReportFrameWords {
    Q_DECLARE_TR_FUNCTIONS(ReportFrames)
};

// Enough for means of processes that come and go, and read in a second.
constexpr int framesAsked = 120;
constexpr std::int64_t stillOfThatMoment = 20'000;
constexpr std::size_t processesNamed = 10;

struct Usage {
    std::shared_ptr<const ProcessFacts> facts;
    double sum = 0;
    double greatest = 0;
    std::int64_t greatestAt = 0;
};

ReportProcess inReport(const ProcessIdentity& identity, const Usage& usage, std::size_t frames) {
    return {machineText(processDisplayName(*usage.facts)), identity.pid,   machineText(usage.facts->user),
            usage.sum / static_cast<double>(frames),       usage.greatest, usage.greatestAt};
}

}  // namespace

Result<std::vector<FramePtr>> framesThroughout(const RecordedPast& past, TimeRange range,
                                               const std::stop_token& stop,
                                               const std::function<void(double)>& progress) {
    std::vector<FramePtr> frames;
    for (int i = 0; i < framesAsked; ++i) {
        if (stop.stop_requested())
            return failed(ReportFrameWords::tr("the report was cancelled").toStdString());
        const std::int64_t time = range.from + (range.to - range.from) * (i + 1) / framesAsked;
        auto found = past.frameAt(time);
        if (!found) return found.error();
        const FramePtr& frame = *found;
        if (progress) progress(static_cast<double>(i + 1) / framesAsked);
        if (frame == nullptr || timeOf(*frame) < range.from || time - timeOf(*frame) > stillOfThatMoment)
            continue;
        if (frames.empty() || timeOf(*frames.back()) < timeOf(*frame)) frames.push_back(frame);
    }
    return frames;
}

std::vector<std::pair<QString, QString>> machineFacts(const Frame& frame) {
    std::vector<std::pair<QString, QString>> facts;
    const auto add = [&facts](const QString& what, const QString& value) {
        if (!value.isEmpty()) facts.emplace_back(what, value);
    };
    const auto& readings = frame.readings;
    if (readings.host) {
        const Host& host = *readings.host;
        add(ReportFrameWords::tr("Host"), machineText(host.name));
        add(ReportFrameWords::tr("Machine"), machineText(host.vendor + ' ' + host.model).trimmed());
        add(ReportFrameWords::tr("System"), machineText(host.osName));
        add(ReportFrameWords::tr("Kernel"),
            machineText(host.kernelName + ' ' + host.kernelRelease).trimmed());
    }
    if (readings.cpuTopology)
        add(ReportFrameWords::tr("Processor"), ReportFrameWords::tr("%1, %2 cores, %3 threads")
                                                   .arg(machineText(readings.cpuTopology->model))
                                                   .arg(readings.cpuTopology->cores)
                                                   .arg(readings.cpuTopology->cpus.size()));
    return facts;
}

std::optional<double> machineMemory(const Frame& frame) {
    if (!frame.readings.memory) return std::nullopt;
    const auto use = memoryUse(*frame.readings.memory);
    return use ? std::optional(use->total) : std::nullopt;
}

ReportTop topOf(const std::vector<FramePtr>& frames, TopBy by) {
    ReportTop top{by, 1, {}};
    std::map<ProcessIdentity, Usage> usages;
    std::size_t known = 0;
    for (const FramePtr& frame : frames) {
        const std::vector<ProcessAmount> amounts = processAmounts(*frame, by);
        if (amounts.empty()) continue;  // nothing is known then, which is not 0
        ++known;
        if (by == TopBy::Cpu) top.whole = std::max(1.0, frame->rates.processes->cpuCount);
        for (const ProcessAmount& amount : amounts) {
            Usage& usage = usages[amount.identity];
            usage.facts = amount.facts;
            usage.sum += amount.amount;
            if (amount.amount <= usage.greatest) continue;
            usage.greatest = amount.amount;
            usage.greatestAt = timeOf(*frame);
        }
    }
    for (const auto& [identity, usage] : usages)
        if (usage.sum > 0) top.processes.push_back(inReport(identity, usage, known));
    std::ranges::stable_sort(top.processes, std::ranges::greater{}, &ReportProcess::mean);
    top.processes.resize(std::min(top.processes.size(), processesNamed));
    return top;
}

}  // namespace baro::ui
