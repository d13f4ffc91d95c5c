#include <fmt/core.h>
#include <fmt/format.h>

#include <iterator>

#include "app/FrameCommand.h"
#include "core/base/Escape.h"

namespace baro::app {
namespace {

using Output = std::back_insert_iterator<std::string>;

std::string orDash(const std::optional<double>& value, double scale) {
    return value ? fmt::format("{:.1f}", *value * scale) : "-";
}

template <class T>
bool saysWhyNot(Output out, std::string_view subject, const Section<T>& section) {
    if (section) return false;
    fmt::format_to(out, "{}: {}\n", subject, escapedForTerminal(section.reason().message));
    return true;
}

void appendMachine(Output out, const Frame& frame) {
    const Readings& readings = frame.readings;
    if (!saysWhyNot(out, "load", readings.load))
        fmt::format_to(out, "load: {:.2f} {:.2f} {:.2f}, {} of {} tasks runnable\n", readings.load->oneMinute,
                       readings.load->fiveMinutes, readings.load->fifteenMinutes,
                       readings.load->runnableTasks, readings.load->tasks);
    if (!saysWhyNot(out, "cpu", readings.cpu)) {
        const auto busy = frame.rates.cpu ? std::optional(frame.rates.cpu->total.busy()) : std::nullopt;
        fmt::format_to(out, "cpu: {} processors, {} % busy\n", readings.cpu->cpus.size(), orDash(busy, 100));
    }
    if (!saysWhyNot(out, "memory", readings.memory)) {
        const auto use = memoryUse(*readings.memory);
        const auto part = [&](double MemoryUse::*bytes) {
            return orDash(use ? std::optional((*use).*bytes) : std::nullopt, 1e-6);
        };
        fmt::format_to(out, "memory: {} MB, {} used, {} available; swap {} MB, {} used\n",
                       part(&MemoryUse::total), part(&MemoryUse::used), part(&MemoryUse::available),
                       part(&MemoryUse::swapTotal), part(&MemoryUse::swapUsed));
    }
    for (const CollectorHealth& health : frame.health)
        if (!health.reason.empty())
            fmt::format_to(out, "{}: {}\n", health.name, escapedForTerminal(health.reason));
}

void appendProcess(Output out, const Process& process, const ProcessRate* rate) {
    const auto cpu = rate != nullptr ? std::optional(rate->cpuSeconds) : std::nullopt;
    const auto swap =
        process.swapBytes ? std::optional(static_cast<double>(*process.swapBytes)) : std::nullopt;
    fmt::format_to(out, "{:>7} {:>7} {} {:>6} {:>9.1f} {:>7} {:>9} {:>9} {:<10} {}\n", process.identity.pid,
                   process.parentPid, process.state, orDash(cpu, 100),
                   static_cast<double>(process.residentBytes) / 1e6, orDash(swap, 1e-6),
                   orDash(process.diskReadBytes, 1e-6), orDash(process.diskWrittenBytes, 1e-6),
                   escapedForTerminal(process.facts->user), escapedForTerminal(process.facts->name));
}

}  // namespace

std::string frameText(const Frame& frame) {
    std::string text;
    const Output out(text);
    appendMachine(out, frame);
    if (saysWhyNot(out, "processes", frame.readings.processes)) return text;
    const ProcessTable& table = *frame.readings.processes;
    fmt::format_to(out, "processes: {}, of {} this user may not read the I/O\n", table.processes.size(),
                   table.unreadableIo);
    fmt::format_to(out, "{:>7} {:>7} {} {:>6} {:>9} {:>7} {:>9} {:>9} {:<10} {}\n", "pid", "parent", "s",
                   "cpu %", "memory MB", "swap MB", "read MB", "write MB", "user", "name");
    for (const Process& process : table.processes)
        appendProcess(out, process, rateOf(frame, process.identity));
    return text;
}

}  // namespace baro::app
