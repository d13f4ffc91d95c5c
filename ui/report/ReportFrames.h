// What a report learns from recorded Frames: the machine, and who used it most.
#pragma once

#include <stop_token>

#include "ui/report/Report.h"

namespace baro::ui {

// Recorded Frames, spread evenly over the range; each once, ascending by time.
Result<std::vector<FramePtr>> framesThroughout(const RecordedPast& past, TimeRange range,
                                               const std::stop_token& stop,
                                               const std::function<void(double)>& progress);

std::vector<std::pair<QString, QString>> machineFacts(const Frame& frame);
std::optional<double> machineMemory(const Frame& frame);  // bytes

ReportTop topOf(const std::vector<FramePtr>& frames, TopBy by);

}  // namespace baro::ui
