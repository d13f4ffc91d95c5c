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

std::string problemWith(const Result<AlertPoster::Answer>& answer) {
    if (!answer) return answer.error().message;
    if (answer->status / 100 == 2) return {};
    return fmt::format("it answers with status {}{}{}", answer->status, answer->reason.empty() ? "" : ": ",
                       answer->reason);
}

AlertSender::AlertSender(const std::vector<AlertmanagerAddress>& addresses,
                         std::unique_ptr<AlertPoster> poster)
    : poster_(std::move(poster)) {
    for (const AlertmanagerAddress& address : addresses) {
        Target target;
        target.address = address;
        target.state.address = address.shown;
        targets_.push_back(std::move(target));
    }
}

AlertSender::~AlertSender() {
    poster_.reset();  // afterwards no answer comes any more
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

void AlertSender::postNext(std::size_t place) {
    AlertPost post;
    {
        const MutexLock lock(mutex_);
        Target& target = targets_[place];
        if (target.underWay > 0 || target.queue.size() == 0) return;
        const std::vector<PostableAlert> batch = target.queue.takeBatch();
        target.underWay = batch.size();
        post = {target.address.url, target.address.user, target.address.password, postableJson(batch)};
    }
    poster_->post(std::move(post), [this, place](const Result<AlertPoster::Answer>& answer) {
        takeAnswer(place, answer);
        postNext(place);
    });
}

void AlertSender::takeAnswer(std::size_t place, const Result<AlertPoster::Answer>& answer) {
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
