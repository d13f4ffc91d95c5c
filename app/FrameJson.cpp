#include <fmt/format.h>

#include <cmath>
#include <concepts>

#include "app/FrameCommand.h"
#include "core/base/Escape.h"

namespace baro::app {
namespace {

// Writes JSON (RFC 8259) as it goes; commas are put where they belong.
class Json {
  public:
    void open(char bracket) {
        separate();
        text_ += bracket;
        first_ = true;
    }
    void close(char bracket) {
        text_ += bracket;
        first_ = false;
    }
    void key(std::string_view name) {
        separate();
        quote(name);
        text_ += ':';
        first_ = true;
    }
    void value(std::string_view text) { separate(), quote(text); }
    void value(bool flag) { separate(), text_ += flag ? "true" : "false"; }
    template <class T>
    requires std::integral<T> || std::floating_point<T>
    void value(T number) {
        separate();
        // JSON knows no infinity and no NaN.
        text_ += std::isfinite(static_cast<double>(number)) ? fmt::format("{}", number) : "null";
    }
    template <class T>
    void value(const std::optional<T>& known) {
        if (known) return value(*known);
        separate();
        text_ += "null";
    }
    template <class T>
    void member(std::string_view name, const T& content) {
        key(name);
        value(content);
    }
    std::string take() { return std::move(text_); }

  private:
    void separate() {
        if (!first_) text_ += ',';
        first_ = false;
    }
    void quote(std::string_view raw) {
        text_ += '"';
        for (const char c : validUtf8(raw)) {
            if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                text_ += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
            } else {
                text_ += c;
            }
        }
        text_ += '"';
    }

    std::string text_;
    bool first_ = true;
};

template <class T, class Write>
void section(Json& json, std::string_view name, const Section<T>& reading, Write write) {
    json.key(name);
    json.open('{');
    if (reading) {
        write(*reading);
    } else {
        json.member("unknownBecause", std::string_view(reading.reason().message));
    }
    json.close('}');
}

void appendNamed(Json& json, const NamedValues& values) {
    if (!values.names) return;
    for (std::size_t i = 0; i < values.values.size(); ++i)
        json.member((*values.names)[i], values.values[i]);
}

void appendMachine(Json& json, const Frame& frame) {
    const Readings& readings = frame.readings;
    section(json, "load", readings.load, [&](const Load& load) {
        json.member("oneMinute", load.oneMinute);
        json.member("fiveMinutes", load.fiveMinutes);
        json.member("fifteenMinutes", load.fifteenMinutes);
        json.member("runnableTasks", load.runnableTasks);
        json.member("tasks", load.tasks);
    });
    section(json, "cpu", readings.cpu, [&](const CpuActivity& cpu) {
        json.member("processors", cpu.cpus.size());
        json.member("userSeconds", cpu.total.userSeconds);
        json.member("niceSeconds", cpu.total.niceSeconds);
        json.member("systemSeconds", cpu.total.systemSeconds);
        json.member("idleSeconds", cpu.total.idleSeconds);
        json.member("iowaitSeconds", cpu.total.iowaitSeconds);
        json.member("irqSeconds", cpu.total.irqSeconds);
        json.member("softirqSeconds", cpu.total.softirqSeconds);
        json.member("stealSeconds", cpu.total.stealSeconds);
        json.member("busyRatio",
                    frame.rates.cpu ? std::optional(frame.rates.cpu->total.busy()) : std::nullopt);
    });
    section(json, "memory", readings.memory,
            [&](const Memory& memory) { appendNamed(json, memory.meminfo); });
    section(json, "virtualMemory", readings.virtualMemory,
            [&](const VirtualMemory& memory) { appendNamed(json, memory.counters); });
    section(json, "self", readings.self, [&](const SelfCost& self) {
        json.member("cpuSeconds", self.cpuSeconds);
        json.member("residentBytes", self.residentBytes);
        json.member("openDescriptors", self.openDescriptors);
        json.member("threads", self.threads);
        json.member("writtenBytes", self.writtenBytes);
    });
}

void appendFacts(Json& json, const ProcessFacts& facts) {
    json.member("name", facts.name);
    json.member("commandLine", facts.commandLine);
    json.member("executable", facts.executable);
    json.member("userId", facts.userId);
    json.member("user", facts.user);
    json.member("cgroup", facts.cgroup);
    json.member("systemdUnit", facts.systemdUnit);
    json.member("container", facts.container);
    json.member("application", facts.application);
    json.member("applicationReason", facts.applicationReason);
    json.member("kernelThread", facts.kernelThread);
}

void appendProcess(Json& json, const Process& process, const ProcessRate* rate) {
    json.open('{');
    json.member("pid", process.identity.pid);
    json.member("startTicks", process.identity.startTicks);
    json.member("parentPid", process.parentPid);
    json.member("state", std::string_view(&process.state, 1));
    json.member("nice", process.nice);
    json.member("threads", process.threads);
    json.member("lastCpu", process.lastCpu);
    json.member("userSeconds", process.userSeconds);
    json.member("systemSeconds", process.systemSeconds);
    json.member("minorFaults", process.minorFaults);
    json.member("majorFaults", process.majorFaults);
    json.member("residentBytes", process.residentBytes);
    json.member("virtualBytes", process.virtualBytes);
    json.member("swapBytes", process.swapBytes);
    json.member("diskReadBytes", process.diskReadBytes);
    json.member("diskWrittenBytes", process.diskWrittenBytes);
    json.member("cpuRatio", rate != nullptr ? std::optional(rate->cpuSeconds) : std::nullopt);
    appendFacts(json, *process.facts);
    json.close('}');
}

void appendHealth(Json& json, const CollectorHealth& health) {
    json.open('{');
    json.member("name", health.name);
    json.member("intervalSeconds", seconds(health.interval));
    json.member("durationSeconds", seconds(health.duration));
    json.member("readings", health.readings);
    json.member("failures", health.failures);
    json.member("reason", health.reason);
    json.close('}');
}

}  // namespace

std::string frameJson(const Frame& frame) {
    Json json;
    json.open('{');
    json.member("takenAtSeconds", seconds(frame.takenAt.wall));
    appendMachine(json, frame);
    section(json, "processTable", frame.readings.processes, [&](const ProcessTable& table) {
        json.member("unreadableIo", table.unreadableIo);
        json.key("processes");
        json.open('[');
        for (const Process& process : table.processes)
            appendProcess(json, process, rateOf(frame, process.identity));
        json.close(']');
    });
    json.key("collectors");
    json.open('[');
    for (const CollectorHealth& health : frame.health)
        appendHealth(json, health);
    json.close(']');
    json.close('}');
    return json.take() + "\n";
}

}  // namespace baro::app
