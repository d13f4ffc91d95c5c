#include "core/history/ProcessDifference.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/model/ProcessFields.h"
#include "core/model/ReapedTraffic.h"

namespace baro::history {
namespace {

double cpuOf(const Process& process) {
    return process.userSeconds + process.systemSeconds;
}

// A counter that went back belongs to somebody else by now.
double rise(double before, double now) {
    return now >= before ? now - before : 0;
}

// before: null for a process that began since.
std::optional<double> ioRise(const Process* before, const Process& now,
                             std::optional<double> Process::*counter) {
    const std::optional<double>& total = now.*counter;
    if (!total || before == nullptr) return total;
    const std::optional<double>& earlier = before->*counter;
    return earlier ? rise(*earlier, *total) : 0;
}

void addIo(std::optional<double>& sum, std::optional<double> amount, double countedTwice) {
    if (amount) sum = sum.value_or(0) + std::max(*amount - countedTwice, 0.0);
}

// "kworker/3:1-events" is one of the kworkers, and has another name in a minute.
std::string nameOf(const ProcessFacts& facts) {
    return facts.kernelThread ? facts.name.substr(0, facts.name.find_first_of("/:"))
                              : std::string(processDisplayName(facts));
}

ProcessGroup groupOf(const ProcessFacts& facts, ProcessGrouping grouping) {
    return {grouping == ProcessGrouping::Name ? nameOf(facts) : facts.application, facts.user};
}

std::optional<double> difference(const std::optional<ProcessUse>& first,
                                 const std::optional<ProcessUse>& second,
                                 std::optional<double> ProcessUse::*amount) {
    const std::optional<double> a = first ? (*first).*amount : std::optional(0.0);
    const std::optional<double> b = second ? (*second).*amount : std::optional(0.0);
    return a && b ? std::optional(*a - *b) : std::nullopt;
}

double difference(const std::optional<ProcessUse>& first, const std::optional<ProcessUse>& second,
                  double ProcessUse::*amount) {
    return (first ? (*first).*amount : 0) - (second ? (*second).*amount : 0);
}

}  // namespace

std::size_t ProcessUseSum::accountOf(const ProcessFacts& facts) {
    const auto [found, isNew] = numbers_.try_emplace(groupOf(facts, grouping_), accounts_.size());
    if (isNew) accounts_.emplace_back();
    return found->second;
}

std::vector<std::size_t> ProcessUseSum::book(const ProcessTable& table, const Before& before) {
    static const std::vector<Process> none;
    const std::vector<Process>& earlier = before.table ? before.table->processes : none;
    const auto reaped =
        before.table ? reapedTraffic(*before.table, table) : std::unordered_map<std::int32_t, Traffic>();
    std::vector<std::size_t> groups;
    groups.reserve(table.processes.size());
    std::size_t at = 0;  // both tables ascend by pid
    for (const Process& now : table.processes) {
        while (at < earlier.size() && earlier[at].identity.pid < now.identity.pid)
            ++at;
        const Process* const known =
            at < earlier.size() && earlier[at].identity == now.identity ? &earlier[at] : nullptr;
        const bool keepsGroup = known != nullptr && known->facts == now.facts;
        groups.push_back(keepsGroup ? before.groups[at] : accountOf(*now.facts));
        Account& account = accounts_[groups.back()];
        if (known == nullptr) ++account.use.processes;
        account.residentNow = account.residentNow.value_or(0) + now.residentBytes;
        // What was used before the range began is not of the range.
        const Process* const baseline = frames_ == 0 ? &now : known;
        account.use.cpuSeconds += rise(baseline != nullptr ? cpuOf(*baseline) : 0, cpuOf(now));
        const auto twice = reaped.find(now.identity.pid);
        const Traffic countedTwice = known != nullptr && twice != reaped.end() ? twice->second : Traffic{};
        addIo(account.use.readBytes, ioRise(baseline, now, &Process::diskReadBytes), countedTwice.readBytes);
        addIo(account.use.writtenBytes, ioRise(baseline, now, &Process::diskWrittenBytes),
              countedTwice.writtenBytes);
    }
    return groups;
}

void ProcessUseSum::settleMemory() {
    for (Account& account : accounts_) {
        if (!account.residentNow) continue;
        const auto bytes = static_cast<double>(*account.residentNow);
        account.residentSum += bytes;
        account.use.greatestResidentBytes = std::max(account.use.greatestResidentBytes, bytes);
        ++account.frames;
        account.residentNow.reset();
    }
}

void ProcessUseSum::add(const Frame& frame) {
    const Section<ProcessTable>& processes = frame.readings.processes;
    if (!processes) return;
    const Instant takenAt = processes.takenAt();
    if (before_ && before_->takenAt == takenAt) return;  // the same reading once more
    // After a reboot every process is new, whatever its id.
    const bool rebooted =
        before_ && discontinuityBetween(before_->takenAt, takenAt) == Discontinuity::Rebooted;
    const Before before = before_ && !rebooted ? *std::move(before_) : Before{};
    std::vector<std::size_t> groups = book(*processes, before);
    before_ = Before{processes.shared(), std::move(groups), takenAt};
    settleMemory();
    ++frames_;
}

ProcessUses ProcessUseSum::uses() const {
    ProcessUses uses;
    for (const auto& [group, number] : numbers_) {
        const Account& account = accounts_[number];
        ProcessUse use = account.use;
        use.meanResidentBytes = account.residentSum / static_cast<double>(account.frames);
        uses.emplace(group, use);
    }
    return uses;
}

double ProcessChange::cpuSeconds() const {
    return difference(first, second, &ProcessUse::cpuSeconds);
}
double ProcessChange::meanResidentBytes() const {
    return difference(first, second, &ProcessUse::meanResidentBytes);
}
double ProcessChange::greatestResidentBytes() const {
    return difference(first, second, &ProcessUse::greatestResidentBytes);
}
std::optional<double> ProcessChange::readBytes() const {
    return difference(first, second, &ProcessUse::readBytes);
}
std::optional<double> ProcessChange::writtenBytes() const {
    return difference(first, second, &ProcessUse::writtenBytes);
}

std::vector<ProcessChange> processDifference(const ProcessUses& first, const ProcessUses& second) {
    std::map<ProcessGroup, ProcessChange> changes;
    for (const auto& [group, use] : first)
        changes[group] = {group, use, std::nullopt};
    for (const auto& [group, use] : second) {
        ProcessChange& change = changes[group];
        change.group = group;
        change.second = use;
    }
    std::vector<ProcessChange> sorted;
    sorted.reserve(changes.size());
    for (auto& [group, change] : changes)
        sorted.push_back(std::move(change));
    const auto size = [](const ProcessChange& change) {
        return std::tuple(-std::abs(change.cpuSeconds()), -std::abs(change.meanResidentBytes()));
    };
    std::ranges::stable_sort(sorted, {}, size);
    return sorted;
}

}  // namespace baro::history
