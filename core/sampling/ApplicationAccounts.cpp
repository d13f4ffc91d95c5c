#include "core/sampling/ApplicationAccounts.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/model/ReapedTraffic.h"
#include "core/sampling/CounterRise.h"

namespace baro {
namespace {

constexpr std::string_view othersName = "other";
constexpr double activitySeconds = 60;  // what counts as busy now
// A newcomer must be clearly busier than the row that it takes, or two of them would swap at every second.
constexpr double incumbentAdvantage = 1.25;
// Short-lived processes of one name, as a build has them, are one application with gaps in between.
constexpr auto rememberedFor = std::chrono::hours(1);

void addKnown(std::optional<double>& sum, const std::optional<double>& amount) {
    if (amount) sum = sum.value_or(0) + *amount;
}

void takeOff(std::optional<double>& amount, double part) {
    if (amount) amount = std::max(*amount - part, 0.0);
}

std::optional<double> riseOf(const Process* before, const Process& now,
                             std::optional<double> Process::*counter) {
    if (!(now.*counter)) return std::nullopt;
    if (before == nullptr) return now.*counter;
    return before->*counter ? rise(*(before->*counter), *(now.*counter)) : 0;
}

double cpuSecondsOf(const Process& process) {
    return process.userSeconds + process.systemSeconds;
}

// A counter that rests while nobody can read it would tell of a silent network.
void tellTraffic(ApplicationUse& use, bool isKnown) {
    if (!isKnown) {
        use.receivedBytes.reset();
        use.sentBytes.reset();
    }
}

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

}  // namespace

ApplicationAccounts::Amounts ApplicationAccounts::increase(const Process* before, const Process& now) {
    return {.cpuSeconds = rise(before != nullptr ? cpuSecondsOf(*before) : 0, cpuSecondsOf(now)),
            .readBytes = riseOf(before, now, &Process::diskReadBytes),
            .writtenBytes = riseOf(before, now, &Process::diskWrittenBytes),
            .receivedBytes = std::nullopt,
            .sentBytes = std::nullopt};
}

void ApplicationAccounts::book(const Account& from, ApplicationUse& to) {
    to.cpuSeconds += from.fresh.cpuSeconds;
    addKnown(to.readBytes, from.fresh.readBytes);
    addKnown(to.writtenBytes, from.fresh.writtenBytes);
    addKnown(to.receivedBytes, from.fresh.receivedBytes);
    addKnown(to.sentBytes, from.fresh.sentBytes);
}

ApplicationAccounts::Account& ApplicationAccounts::accountOf(const std::string& application) {
    const auto found = accounts_.find(application);
    if (found != accounts_.end()) return found->second;
    Account& fresh = accounts_[application];
    fresh.use.application = application;
    fresh.seenAt = settledAt_;
    return fresh;
}

void ApplicationAccounts::readProcesses(const ProcessTable& table, Nanoseconds now) {
    static const ProcessTable none;
    const std::vector<Process>& before = previous_ ? previous_->processes : none.processes;
    const auto reaped =
        previous_ ? reapedTraffic(*previous_, table) : std::unordered_map<std::int32_t, Traffic>();
    auto known = before.begin();  // both tables ascend by pid
    for (const Process& process : table.processes) {
        while (known != before.end() && known->identity.pid < process.identity.pid)
            ++known;
        const bool isSame = known != before.end() && known->identity == process.identity;
        // What was used before the first reading is not counted: after a restart counters begin at 0, which
        // everybody takes for the restart that it is, and not for a leap.
        const Process* baseline = isSame ? &*known : previous_ ? nullptr : &process;
        Amounts amounts = increase(baseline, process);
        if (const auto twice = reaped.find(process.identity.pid); isSame && twice != reaped.end()) {
            takeOff(amounts.readBytes, twice->second.readBytes);
            takeOff(amounts.writtenBytes, twice->second.writtenBytes);
        }
        Account& account = accountOf(process.facts->application);
        account.fresh.cpuSeconds += amounts.cpuSeconds;
        addKnown(account.fresh.readBytes, amounts.readBytes);
        addKnown(account.fresh.writtenBytes, amounts.writtenBytes);
        account.use.residentBytes += static_cast<double>(process.residentBytes);
        ++account.use.processes;
        account.seenAt = now;
    }
}

void ApplicationAccounts::rate(std::optional<double> secondsSinceLast) {
    const auto traffic = [](const Account& account) {
        return account.fresh.readBytes.value_or(0) + account.fresh.writtenBytes.value_or(0);
    };
    double cpuSeconds = 0;
    double residentBytes = 0;
    double bytes = 0;
    for (const auto& [name, account] : accounts_) {
        cpuSeconds += account.fresh.cpuSeconds;
        residentBytes += account.use.residentBytes;
        bytes += traffic(account);
    }
    const double kept = secondsSinceLast ? std::exp(-std::max(*secondsSinceLast, 0.0) / activitySeconds) : 0;
    for (auto& [name, account] : accounts_) {
        const double now = share(account.fresh.cpuSeconds, cpuSeconds) +
                           share(account.use.residentBytes, residentBytes) + share(traffic(account), bytes);
        account.activity = kept * account.activity + (1 - kept) * now;
    }
}

void ApplicationAccounts::chooseRows() {
    std::vector<Account*> order;
    order.reserve(accounts_.size());
    // An application that calls itself "other" cannot be told from the rest.
    for (auto& [name, account] : accounts_)
        if (name != othersName && !name.empty()) order.push_back(&account);
    const auto standing = [](const Account* account) {
        return account->activity * (account->hasRow ? incumbentAdvantage : 1);
    };
    // By name among equals, so that the choice does not hang on the order of a hash table.
    std::ranges::sort(order, [&standing](const Account* a, const Account* b) {
        return std::pair(-standing(a), std::string_view(a->use.application)) <
               std::pair(-standing(b), std::string_view(b->use.application));
    });
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i]->hasRow = i < rows_;
}

void ApplicationAccounts::forgetEnded(Nanoseconds now) {
    std::erase_if(accounts_, [now](const auto& entry) {
        const ApplicationUse& use = entry.second.use;
        const bool wasTold = use.cpuSeconds > 0 || use.readBytes || use.writtenBytes || use.receivedBytes;
        if (use.processes > 0) return false;
        return !wasTold || now - entry.second.seenAt > rememberedFor;
    });
}

void ApplicationAccounts::takeProcesses(const Section<ProcessTable>& processes) {
    const Nanoseconds now = processes.takenAt().monotonic;
    for (auto& [name, account] : accounts_) {
        account.use.residentBytes = 0;
        account.use.processes = 0;
    }
    readProcesses(*processes, now);
    rate(previous_ ? std::optional(seconds(now - settledAt_)) : std::nullopt);
    previous_ = processes.shared();
    settledAt_ = now;
    chooseRows();
}

void ApplicationAccounts::readTraffic(const std::vector<ApplicationTraffic::Increase>& increases) {
    for (const ApplicationTraffic::Increase& increase : increases) {
        Amounts& fresh = accountOf(increase.application).fresh;
        addKnown(fresh.receivedBytes, increase.receivedBytes);
        addKnown(fresh.sentBytes, increase.sentBytes);
    }
}

std::shared_ptr<const Applications> ApplicationAccounts::bookAll(bool isTrafficKnown) {
    auto state = std::make_shared<Applications>();
    others_.application = othersName;
    others_.residentBytes = 0;
    others_.processes = 0;
    for (auto& [name, account] : accounts_) {
        book(account, account.hasRow ? account.use : others_);
        if (account.hasRow) {
            state->busiest.push_back(account.use);
        } else {
            others_.residentBytes += account.use.residentBytes;
            others_.processes += account.use.processes;
        }
    }
    std::ranges::sort(state->busiest, {}, &ApplicationUse::application);
    state->others = others_;
    for (ApplicationUse& use : state->busiest)
        tellTraffic(use, isTrafficKnown);
    tellTraffic(state->others, isTrafficKnown);
    return state;
}

std::shared_ptr<const Applications> ApplicationAccounts::settle(const Section<ProcessTable>& processes,
                                                                const Section<SocketTraffic>& traffic) {
    if (!processes) return nullptr;
    const bool areProcessesNew = processes.shared() != previous_;
    if (!areProcessesNew && traffic_.hasSettled(traffic)) return newest_;
    for (auto& [name, account] : accounts_)
        account.fresh = {};
    const auto before = previous_;
    // Before rows are chosen: an application that is known by its traffic alone is one of the rest.
    readTraffic(traffic_.settle(traffic, *processes, before.get()));
    if (areProcessesNew) takeProcesses(processes);
    newest_ = bookAll(static_cast<bool>(traffic));
    if (areProcessesNew) forgetEnded(settledAt_);
    return newest_;
}

}  // namespace baro
