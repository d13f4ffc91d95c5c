#include "app/SampledMachine.h"

#include <utility>

#include "app/DataDirectory.h"
#include "app/StartTrace.h"

namespace baro::app {

SampledMachine::SampledMachine(ShownMachine shown, const WindowOptions& options,
                               std::chrono::milliseconds interval)
    : shown_(std::move(shown)),
      frameSource_(app::frameSource(options.procfs, options.sysfs)),
      isSampled_(shown_.lastMoment == nullptr),
      series_(head_),
      sampler_(shown_.platform->makeCollectors(), shown_.platform->clock(), hub_),
      feeding_(hub_.subscribe([this](const FramePtr& frame) { take(frame); })) {
    continueFromPast();
    sampler_.setInterval(interval);  // what is followed must come as often
    // A recording is not this machine.
    if (isSampled_ && !options.playsRecording())
        followed_.emplace(dataDirectoryOr(options.dataDirectory), frameSource_, sampler_, *shown_.platform);
}

void SampledMachine::start() {
    if (isSampled_) sampler_.start(sampler_.interval());
}

void SampledMachine::stop() {
    sampler_.stop();
}

// A moment file has its series itself.
void SampledMachine::take(const FramePtr& frame) {
    if (isSampled_) series_.append(*frame, ruleTicks_.take());
    collection_.take(frame, sampler_.sampledBy());
    if (frame->sequence < 2) traceStart("frame");
}

void SampledMachine::continueFromPast() {
    const std::vector<FramePtr>& past = shown_.past;
    for (const FramePtr& frame : past)
        series_.append(*frame);
    // The newest is what the first sample shows again.
    if (past.size() > 1) sampler_.continueAfter(past[past.size() - 2]);
}

}  // namespace baro::app
