#include <algorithm>
#include <array>
#include <utility>

#include "core/hosts/subjects/Subjects.h"

namespace baro::hosts {
namespace {

// Lines whose names have brackets, which metrics cannot have (proc(5)).
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> bracketed{
    {{"Active_anon", "Active(anon)"},
     {"Active_file", "Active(file)"},
     {"Inactive_anon", "Inactive(anon)"},
     {"Inactive_file", "Inactive(file)"}}};

class NamedValuesMade {
  public:
    void add(std::string_view name, double value) {
        names_.emplace_back(name);
        values_.push_back(value);
    }
    bool empty() const { return values_.empty(); }
    NamedValues take() {
        return {std::make_shared<const std::vector<std::string>>(std::move(names_)), std::move(values_)};
    }

  private:
    std::vector<std::string> names_;
    std::vector<double> values_;
};

// "MemTotal_bytes" is MemTotal, "HugePages_Free" itself; empty for what is no line of meminfo: NUMA nodes'
// memory, and the percentage that Barograph tells.
std::string_view meminfoName(std::string_view rest) {
    constexpr std::string_view unit = "_bytes";
    if (rest.starts_with("HugePages_")) return rest;
    if (!rest.ends_with(unit) || rest.starts_with("numa_")) return {};
    rest.remove_suffix(unit.size());
    const auto found = std::ranges::find(bracketed, rest, &decltype(bracketed)::value_type::first);
    return found == bracketed.end() ? rest : found->second;
}

void readMeminfo(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    NamedValuesMade lines;
    reader.eachBeginning("node_memory_", [&lines](std::string_view rest, double value) {
        const std::string_view name = meminfoName(rest);
        if (!name.empty()) lines.add(name, value);
        return !name.empty();
    });
    const bool isKnown = !lines.empty();
    Memory memory{lines.take(), reader.value("node_zfs_arc_size"), reader.value("node_zfs_arc_c_min")};
    into.memory = reader.section(std::move(memory), "its memory", isKnown);
}

// Every metric that begins so, under the kernel's name.
NamedValues named(SubjectReader& reader, std::string_view prefix) {
    NamedValuesMade values;
    reader.eachBeginning(prefix, [&values](std::string_view name, double value) {
        values.add(name, value);
        return true;
    });
    return values.take();
}

}  // namespace

// Lines stand by name, for metrics do not keep the kernel's order.
void readMemory(const HostSeries& series, Readings& into) {
    readMeminfo(series, into);
    SubjectReader counters(series);
    VirtualMemory memory{named(counters, "node_vmstat_")};
    into.virtualMemory = counters.section(std::move(memory), "the kernel's work on memory");
    SubjectReader reader(series);
    Sockets sockets;
    sockets.protocols = named(reader, "node_netstat_");
    sockets.sockets = named(reader, "node_sockstat_");
    into.sockets = reader.section(std::move(sockets), "protocols and sockets");
}

}  // namespace baro::hosts
