// What a server knows of one host's past, asked for as the record is.
#pragma once

#include <stop_token>

#include "core/hosts/HostSampler.h"
#include "ui/PastFrames.h"

namespace baro::ui {

// Its questions are given up when the stop is requested.
RecordedPast pastOn(const WatchedHost& host, const std::stop_token& stop);

}  // namespace baro::ui
