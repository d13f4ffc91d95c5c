#include "core/telling/AlertSender.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "core/base/Escape.h"
#include "core/base/Log.h"

namespace baro::alerts {
namespace {

// Said when it changes, not each time.
void logChange(const AlertmanagerState& state) {
    const std::string address = escapedForTerminal(state.address);
    if (state.problem.empty())
        log(Severity::Info, fmt::format("alerts reach {} again", address));
    else
        log(Severity::Warning, fmt::format("alerts do not reach {}: {}; they are sent again", address,
                                           escapedForTerminal(state.problem)));
}

}  // namespace

AlertSender::AlertSender(const std::vector<AlertmanagerAddress>& addresses,
                         std::shared_ptr<http::HttpCarrier> carrier)
    : carrier_(std::move(carrier)) {
    for (const AlertmanagerAddress& address : addresses) {
        Target target;
        target.address = address;
        target.state.address = address.shown;
        targets_.push_back(std::move(target));
    }
}

AlertSender::~AlertSender() {
    std::vector<std::unique_ptr<http::Carriage>> carriages;  // end without the lock
    const MutexLock lock(mutex_);
    isEnding_ = true;
    for (Target& target : targets_)
        carriages.push_back(std::move(target.carriage));
}

void AlertSender::send(const std::vector<PostableAlert>& alerts) {
    if (alerts.empty()) return;
    std::size_t count = 0;
    {
        const MutexLock lock(mutex_);
        count = targets_.size();
        for (Target& target : targets_)
            target.state.dropped += target.queue.add(alerts);
    }
    for (std::size_t place = 0; place < count; ++place)
        postNext(place);
}

// With the lock, for which an answer that is quick waits, so that it finds its carriage. The carriage before, in
// whose last words this may be, is replaced here at the earliest: until then the destructor waits for it.
void AlertSender::postNext(std::size_t place) {
    std::unique_ptr<http::Carriage> before;  // ends without the lock
    const MutexLock lock(mutex_);
    Target& target = targets_[place];
    if (isEnding_ || target.underWay > 0 || target.queue.size() == 0) return;
    const std::vector<PostableAlert> batch = target.queue.takeBatch();
    target.underWay = batch.size();
    before = std::exchange(
        target.carriage,
        http::carryForSmallAnswer(*carrier_, alertPost(target.address, postableJson(batch)), mostReasonBytes,
                                  [this, place](const Result<http::SmallAnswer>& answer) {
                                      takeAnswer(place, answer);
                                      postNext(place);
                                  }));
}

void AlertSender::takeAnswer(std::size_t place, const Result<http::SmallAnswer>& answer) {
    std::optional<AlertmanagerState> changed;
    {
        const MutexLock lock(mutex_);
        Target& target = targets_[place];
        AlertmanagerState& state = target.state;
        const std::size_t alerts = std::exchange(target.underWay, 0);
        std::string problem = problemWith(answer);
        state.sent += problem.empty() ? alerts : 0;
        state.failed += problem.empty() ? 0 : alerts;
        state.dropped += problem.empty() ? 0 : alerts;
        if (std::exchange(state.problem, problem) != problem) changed = state;
    }
    if (changed) logChange(*changed);
}

std::vector<AlertmanagerState> AlertSender::states() const {
    const MutexLock lock(mutex_);
    std::vector<AlertmanagerState> states;
    for (const Target& target : targets_) {
        states.push_back(target.state);
        states.back().waiting = target.queue.size() + target.underWay;
    }
    return states;
}

}  // namespace baro::alerts
