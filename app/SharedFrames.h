// Frames shared with the other processes of a data directory: the one that records sends its own, the others
// show those instead of sampling a second time.
#pragma once

#include <memory>
#include <string>

#include "core/base/ThreadSafety.h"
#include "core/history/RecordKeeper.h"
#include "core/sampling/Platform.h"
#include "core/sampling/Sampler.h"
#include "core/sharing/FrameFollower.h"
#include "core/sharing/FrameServer.h"

namespace baro::app {

// What tells one machine's Frames from another's: the roots they are read below.
std::string frameSource(const std::string& procfs, const std::string& sysfs);

// Lets the sampler adopt the Frames of whoever records, while this process does not. To be made before the
// sampler starts: where a recorder answers, the first Frame is already its.
class FollowedFrames {
  public:
    // sampler and platform must outlive it.
    FollowedFrames(const std::string& directory, const std::string& source, Sampler& sampler,
                   Platform& platform);

    // Who records in this process; null: nobody. It must be told before the keeper ends.
    void setKeeper(history::RecordKeeper* keeper);

  private:
    bool mayFollow() const;
    void takeOver();

    Sampler& sampler_;
    mutable Mutex mutex_;
    history::RecordKeeper* keeper_ BARO_GUARDED_BY(mutex_) = nullptr;
    FrameFollower follower_;
};

// Sends the Frames of the sampler while the keeper holds the record; both must outlive it. Who begins to
// follow finds the record complete up to the first Frame that it gets.
class SentFrames {
  public:
    SentFrames(const std::string& directory, const std::string& source, const Sampler& sampler,
               history::RecordKeeper& keeper);

    void send(const FramePtr& frame) { server_.offer(frame, sampler_.interval()); }

  private:
    const Sampler& sampler_;
    FrameServer server_;
};

}  // namespace baro::app
