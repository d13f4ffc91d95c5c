#include <fmt/core.h>
#include <fmt/format.h>

#include "app/FrameCommand.h"
#include "core/base/AppendFormat.h"
#include "core/base/Escape.h"

namespace baro::app {
namespace {

std::string orDash(const std::optional<double>& value, double scale) {
    return value ? fmt::format("{:.1f}", *value * scale) : "-";
}

template <class T>
bool saysWhyNot(std::string& out, std::string_view subject, const Section<T>& section) {
    if (section) return false;
    appendFormat(out, "{}: {}\n", subject, escapedForTerminal(section.reason().message));
    return true;
}

void appendMachine(std::string& out, const Frame& frame) {
    const Readings& readings = frame.readings;
    if (!saysWhyNot(out, "load", readings.load))
        appendFormat(out, "load: {:.2f} {:.2f} {:.2f}, {} of {} tasks runnable\n", readings.load->oneMinute,
                     readings.load->fiveMinutes, readings.load->fifteenMinutes, readings.load->runnableTasks,
                     readings.load->tasks);
    if (!saysWhyNot(out, "cpu", readings.cpu)) {
        const auto busy = frame.rates.cpu ? std::optional(frame.rates.cpu->total.busy()) : std::nullopt;
        appendFormat(out, "cpu: {} processors, {} % busy\n", readings.cpu->cpus.size(), orDash(busy, 100));
    }
    if (!saysWhyNot(out, "memory", readings.memory)) {
        const auto use = memoryUse(*readings.memory);
        const auto part = [&](double MemoryUse::*bytes) {
            return orDash(use ? std::optional((*use).*bytes) : std::nullopt, 1e-6);
        };
        appendFormat(out, "memory: {} MB, {} used, {} available; swap {} MB, {} used\n",
                     part(&MemoryUse::total), part(&MemoryUse::used), part(&MemoryUse::available),
                     part(&MemoryUse::swapTotal), part(&MemoryUse::swapUsed));
    }
    if (readings.power && !readings.power->energyProblem.empty())
        appendFormat(out, "energy counters: {}\n", escapedForTerminal(readings.power->energyProblem));
    for (const CollectorHealth& health : frame.health)
        if (!health.reason.empty())
            appendFormat(out, "{}: {}\n", health.name, escapedForTerminal(health.reason));
}

void appendProcess(std::string& out, const Process& process, const ProcessRate* rate) {
    const auto cpu = rate != nullptr ? std::optional(rate->cpuSeconds) : std::nullopt;
    const auto swap =
        process.swapBytes ? std::optional(static_cast<double>(*process.swapBytes)) : std::nullopt;
    appendFormat(out, "{:>7} {:>7} {} {:>6} {:>9.1f} {:>7} {:>9} {:>9} {:<10} {}\n", process.identity.pid,
                 process.parentPid, process.state, orDash(cpu, 100),
                 static_cast<double>(process.residentBytes) / 1e6, orDash(swap, 1e-6),
                 orDash(process.diskReadBytes, 1e-6), orDash(process.diskWrittenBytes, 1e-6),
                 escapedForTerminal(process.facts->user), escapedForTerminal(process.facts->name));
}

}  // namespace

std::string frameText(const Frame& frame) {
    std::string out;
    appendMachine(out, frame);
    if (saysWhyNot(out, "processes", frame.readings.processes)) return out;
    const ProcessTable& table = *frame.readings.processes;
    appendFormat(out, "processes: {}, of {} this user may not read the I/O\n", table.processes.size(),
                 table.unreadableIo);
    appendFormat(out, "{:>7} {:>7} {} {:>6} {:>9} {:>7} {:>9} {:>9} {:<10} {}\n", "pid", "parent", "s",
                 "cpu %", "memory MB", "swap MB", "read MB", "write MB", "user", "name");
    for (const Process& process : table.processes)
        appendProcess(out, process, rateOf(frame, process.identity));
    return out;
}

}  // namespace baro::app
