#include "app/SharedFrames.h"

#include <utility>

namespace baro::app {
namespace {

// A recorder that listens answers within a few milliseconds, unless it hangs.
constexpr std::chrono::milliseconds answerTime{300};

}  // namespace

std::string frameSource(const std::string& procfs, const std::string& sysfs) {
    return procfs + ' ' + sysfs;
}

FollowedFrames::FollowedFrames(const std::string& directory, const std::string& source, Sampler& sampler,
                               Platform& platform)
    : sampler_(sampler),
      follower_(
          {.directory = directory, .source = source},
          {.mayFollow = [this] { return mayFollow(); },
           .take =
               [this](FrameMessage message, pid_t sender) {
                   return sampler_.adopt(
                       {.frame = std::move(message.frame), .interval = message.interval, .process = sender});
               },
           .ended = [this] { takeOver(); }}) {
    sampler_.remakeCollectorsWith([&platform] { return platform.makeCollectors(); });
    if (follower_.isConnected()) sampler_.expectFrames(answerTime);
}

void FollowedFrames::setKeeper(history::RecordKeeper* keeper) {
    const MutexLock lock(mutex_);
    keeper_ = keeper;
}

bool FollowedFrames::mayFollow() const {
    const MutexLock lock(mutex_);
    return keeper_ == nullptr || !keeper_->holdsRecord();
}

void FollowedFrames::takeOver() {
    sampler_.endAdoption();
    const MutexLock lock(mutex_);
    if (keeper_ != nullptr) keeper_->hurry();
}

SentFrames::SentFrames(const std::string& directory, const std::string& source, const Sampler& sampler,
                       history::RecordKeeper& keeper)
    : sampler_(sampler),
      server_({.directory = directory, .source = source},
              {.mayServe = [&keeper] { return keeper.holdsRecord(); },
               .followed = [&keeper] { keeper.hurry(); }}) {}

}  // namespace baro::app
