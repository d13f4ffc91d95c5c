#include "platform/linux/ProcessTable.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <limits>
#include <optional>
#include <utility>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/ProcessReader.h"

namespace baro::platform {
namespace {

using Readers = std::vector<std::unique_ptr<ProcessReader>>;

// Spreads what is done every so many seconds over the processes, so that each reading does its share.
class Turns {
  public:
    void advance(Nanoseconds now) {
        const auto second = std::chrono::floor<std::chrono::seconds>(now).count();
        passed_ = std::max<std::int64_t>(second - second_, 0);
        second_ = second;
    }
    bool comes(std::int32_t pid, std::chrono::seconds period) const {
        return (second_ + pid) % period.count() < passed_;
    }

  private:
    std::int64_t second_ = 0;
    std::int64_t passed_ = 0;
};

constexpr std::chrono::seconds everythingPeriod{4};
constexpr std::chrono::seconds swapPeriod{10};
constexpr std::chrono::seconds factsPeriod{60};
constexpr double settlingSeconds = 1.5;
constexpr std::chrono::seconds listPeriod{10};
constexpr std::chrono::seconds swapUsePeriod{2};

class ProcessTableCollector final : public Collector {
  public:
    explicit ProcessTableCollector(const Roots& roots)
        : procfs_(roots.procfs),
          loadavg_(roots.procfs + "/loadavg"),
          swaps_(roots.procfs + "/swaps"),
          facts_(roots),
          // A recorded tree's files cannot tell that they were removed, and nobody waits for it.
          budget_(roots.isThisMachine() ? DescriptorBudget::ofThisProcess() : DescriptorBudget(0)) {
        source_.budget = &budget_;
        source_.facts = &facts_;
        source_.secondsPerTick = 1.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
        source_.bytesPerPage = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    }

    std::string_view name() const override { return "processes"; }
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(1); }
    Status collect(const Instant& now, Readings& into) override;

  private:
    Status openRoot();
    Status listWhenChanged(Nanoseconds now);
    void follow(const std::vector<std::int32_t>& pids);
    void checkSwapUse(Nanoseconds now);
    bool isYoung(const ProcessReader& reader) const;
    ProcessReader::Outcome readOne(std::unique_ptr<ProcessReader>& reader);
    ProcessTable readAll(std::optional<Error>& problem);

    std::string procfs_;
    KeptFile loadavg_;
    KeptFile swaps_;
    Descriptor root_;
    PidLister lister_;
    ProcessFactsReader facts_;
    DescriptorBudget budget_;
    ProcessSource source_;
    Turns turns_;
    std::string newestPid_;
    Nanoseconds listAt_{std::numeric_limits<std::int64_t>::min()};
    Nanoseconds swapUseAt_{std::numeric_limits<std::int64_t>::min()};
    std::optional<std::uint64_t> swapInUse_;
    bool listed_ = false;  // at this reading
    Nanoseconds sinceBoot_{};
    Readers readers_;  // ascending by pid
};

Status ProcessTableCollector::openRoot() {
    if (root_) return Done{};
    root_ = Descriptor(open(procfs_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root_) return errorFromErrno(errno, "open", procfs_);
    source_.directory = root_.number();
    const auto own = readFile(procfs_ + "/self/schedstat");
    source_.hasRunMarks = own && parseRunMark(*own);
    return Done{};
}

// loadavg ends with the newest pid or thread id of this pid namespace: while that stands still, no process
// came. A procfs of another namespace moves apart from it, hence a full list every few seconds whatever it
// says.
Status ProcessTableCollector::listWhenChanged(Nanoseconds now) {
    const auto loadavg = loadavg_.read();
    const auto text = loadavg ? trimmed(*loadavg) : std::string_view();
    const auto newest = text.substr(std::min(text.rfind(' ') + 1, text.size()));
    listed_ = newest.empty() || newest != newestPid_ || now >= listAt_;
    if (!listed_) return Done{};
    const auto pids = lister_.list(source_.directory);
    if (!pids) return pids.error();
    newestPid_ = newest;
    listAt_ = now + listPeriod;
    follow(*pids);
    return Done{};
}

// Keeps the readers of processes that are still there and makes those of new ones. A reader whose process
// ended and whose pid was given away again notices that itself.
void ProcessTableCollector::follow(const std::vector<std::int32_t>& pids) {
    Readers readers;
    readers.reserve(pids.size());
    auto old = readers_.begin();
    for (const std::int32_t pid : pids) {
        while (old != readers_.end() && (*old)->pid() < pid)
            ++old;
        if (old != readers_.end() && (*old)->pid() == pid) {
            readers.push_back(std::move(*old++));
        } else {
            readers.push_back(std::make_unique<ProcessReader>(pid));
        }
    }
    readers_ = std::move(readers);
}

// Asking each process for its swapped memory costs three times its stat, so it is asked only while there is
// any.
void ProcessTableCollector::checkSwapUse(Nanoseconds now) {
    if (now < swapUseAt_) return;
    swapUseAt_ = now + swapUsePeriod;
    swapInUse_.reset();
    const auto swaps = swaps_.read();
    if (!swaps) return;
    if (const auto bytes = parseSwapInUse(*swaps)) swapInUse_ = *bytes;
}

// A process that was met between fork and exec, or before its manager moved it to a control group of its own,
// becomes what it is going to be within moments.
bool ProcessTableCollector::isYoung(const ProcessReader& reader) const {
    if (!reader.isKnown()) return false;
    const double started = static_cast<double>(reader.row().identity.startTicks) * source_.secondsPerTick;
    const double age = seconds(sinceBoot_) - started;
    return age >= 0 && age < settlingSeconds;
}

ProcessReader::Outcome ProcessTableCollector::readOne(std::unique_ptr<ProcessReader>& reader) {
    const std::int32_t pid = reader->pid();
    ProcessDue due;
    due.everything = turns_.comes(pid, everythingPeriod);
    due.deniedIo = turns_.comes(pid, factsPeriod);
    due.facts = due.deniedIo || isYoung(*reader);
    due.swap = swapInUse_ > 0u && (!reader->isKnown() || turns_.comes(pid, swapPeriod));
    auto outcome = reader->read(source_, due);
    if (outcome == ProcessReader::Outcome::Ended && listed_ && reader->isKnown()) {
        // It was in the list a moment ago: the pid has a new owner, or its process ended just now.
        reader = std::make_unique<ProcessReader>(pid);
        outcome = reader->read(source_, due);
    }
    if (!swapInUse_) reader->setSwap(std::nullopt);
    if (swapInUse_ == 0u) reader->setSwap(0);
    return outcome;
}

ProcessTable ProcessTableCollector::readAll(std::optional<Error>& problem) {
    ProcessTable table;
    table.processes.reserve(readers_.size());
    for (auto& reader : readers_) {
        switch (readOne(reader)) {
            case ProcessReader::Outcome::Ended:
                reader.reset();
                continue;
            case ProcessReader::Outcome::Hidden:
                continue;
            case ProcessReader::Outcome::Failed:
                problem = reader->problem();
                continue;
            case ProcessReader::Outcome::Read:
                if (reader->problem()) problem = reader->problem();
                table.processes.push_back(reader->row());
                if (reader->ioDenied()) ++table.unreadableIo;
        }
    }
    std::erase(readers_, nullptr);
    return table;
}

Status ProcessTableCollector::collect(const Instant& now, Readings& into) {
    turns_.advance(now.monotonic);
    sinceBoot_ = now.boot;
    Status status = openRoot();
    if (status) status = listWhenChanged(now.monotonic);
    if (!status) {
        into.processes = status.error();
        return status;
    }
    checkSwapUse(now.monotonic);
    std::optional<Error> problem;
    ProcessTable table = readAll(problem);
    if (table.processes.empty()) {
        const Error reason = problem.value_or(absent(procfs_ + " shows no process"));
        into.processes = reason;
        return reason;
    }
    into.processes = Section<ProcessTable>(std::move(table), now);
    if (problem) return *problem;
    return Done{};
}

}  // namespace

std::unique_ptr<Collector> makeProcessTableCollector(const Roots& roots) {
    return std::make_unique<ProcessTableCollector>(roots);
}

}  // namespace baro::platform
