// Keeps what each application used while its processes come and go.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/Applications.h"
#include "core/model/Process.h"
#include "core/model/Section.h"
#include "core/model/SocketTraffic.h"
#include "core/sampling/ApplicationTraffic.h"

namespace baro {

// Used by the sampler's thread only.
//
// The busiest applications have rows of their own, by their share of processor time, memory and disk traffic
// over about a minute. What an application uses while it has no row is booked to "other" and stays there, so
// that rows and "other" add up to everything, and no counter goes back when rows change hands.
class ApplicationAccounts {
  public:
    explicit ApplicationAccounts(std::size_t rows = 20) : rows_(rows) {}

    // The state after these readings; null while processes are unknown. The same readings again change
    // nothing. What the network carries has no say in who is busy: it is read too seldom.
    std::shared_ptr<const Applications> settle(const Section<ProcessTable>& processes,
                                               const Section<SocketTraffic>& traffic);
    // The next reading of traffic is another process', whose counters began at another time: from there on.
    void countTrafficAnew() { traffic_ = {}; }

  private:
    struct Amounts {
        double cpuSeconds = 0;
        std::optional<double> readBytes;
        std::optional<double> writtenBytes;
        std::optional<double> receivedBytes;
        std::optional<double> sentBytes;
    };
    struct Account {
        ApplicationUse use;   // booked while it had a row
        Amounts fresh;        // of this reading, not booked yet
        double activity = 0;  // mean of the shares, weighted towards now
        bool hasRow = false;
        Nanoseconds seenAt{};  // monotonic: when it last had a process
    };
    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the library's name
    };
    using Accounts = std::unordered_map<std::string, Account, TextHash, std::equal_to<>>;

    static Amounts increase(const Process* before, const Process& now);
    static void book(const Account& from, ApplicationUse& to);
    void takeProcesses(const Section<ProcessTable>& processes);
    void readProcesses(const ProcessTable& table, Nanoseconds now);
    void readTraffic(const std::vector<ApplicationTraffic::Increase>& increases);
    void rate(std::optional<double> secondsSinceLast);
    void chooseRows();
    void forgetEnded(Nanoseconds now);
    Account& accountOf(const std::string& application);
    std::shared_ptr<const Applications> bookAll(bool isTrafficKnown);

    std::size_t rows_;
    Accounts accounts_;
    ApplicationUse others_;
    ApplicationTraffic traffic_;
    std::shared_ptr<const ProcessTable> previous_;
    Nanoseconds settledAt_{};  // monotonic
    std::shared_ptr<const Applications> newest_;
};

}  // namespace baro
