// `baro frame`: what two samples a second apart say, for comparing with other tools and for bug reports.
#pragma once

#include <string>

#include "app/CommandLine.h"
#include "core/model/Frame.h"

namespace baro::app {

// Text from the machine is escaped in both forms. An unknown value is "-" in the text and null in the JSON.
// The JSON has every field of the Frame under its name in core/model.
std::string frameText(const Frame& frame);
std::string frameJson(const Frame& frame);

// Null when the Frame has no rate for it.
const ProcessRate* rateOf(const Frame& frame, const ProcessIdentity& identity);

// Returns the exit status.
int printFrame(const CommandLine& line);

}  // namespace baro::app
