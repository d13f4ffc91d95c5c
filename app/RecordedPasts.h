// What a window can travel to: the record of this machine, or the Frames of a recording that is played.
#pragma once

#include <vector>

#include "core/history/Record.h"
#include "ui/PastFrames.h"

namespace baro::app {

// The record must outlive it.
ui::RecordedPast pastOf(const history::Record& record);

// frames: ascending by time.
ui::RecordedPast pastOf(std::vector<FramePtr> frames);

}  // namespace baro::app
