// The machine that the window shows, with all that is made of it whether anybody looks or not: its Frames,
// the series of the last hour, the state of the collection.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "app/SharedFrames.h"
#include "app/ShownMachine.h"
#include "app/WatchedRules.h"
#include "app/WindowOptions.h"
#include "core/base/Subscription.h"
#include "core/metrics/FrameSeries.h"
#include "core/sampling/CollectionLog.h"
#include "core/sampling/FrameHub.h"
#include "core/sampling/Sampler.h"
#include "core/series/Head.h"

namespace baro::app {

// Made, started and stopped by the main thread, before there is anything of Qt.
class SampledMachine {
  public:
    // The past of a recording is in the series at once. A process that records this machine is asked for its
    // Frames, which come as often as the interval says.
    SampledMachine(ShownMachine shown, const WindowOptions& options, std::chrono::milliseconds interval);

    // A moment file has nothing that could be sampled.
    void start();
    void stop();  // returns when the sampler's thread has ended

    ShownMachine& shown() { return shown_; }
    FrameHub& hub() { return hub_; }
    Head& head() { return head_; }
    CollectionLog& collection() { return collection_; }
    RuleTicks& ruleTicks() { return ruleTicks_; }
    Sampler& sampler() { return sampler_; }
    FollowedFrames* followed() { return followed_ ? &*followed_ : nullptr; }  // null: not this machine
    const std::string& frameSource() const { return frameSource_; }           // see frameSource()

  private:
    void take(const FramePtr& frame);
    void continueFromPast();

    ShownMachine shown_;
    const std::string frameSource_;
    const bool isSampled_;
    FrameHub hub_;
    Head head_;
    FrameSeries series_;
    CollectionLog collection_;
    RuleTicks ruleTicks_;
    Sampler sampler_;
    const Subscription feeding_;
    std::optional<FollowedFrames> followed_;
};

}  // namespace baro::app
