// `barograph --report`: a report of the record, without a window.
#pragma once

#include "app/WindowOptions.h"

namespace baro::app {

// Needs a QGuiApplication, for its fonts. Returns the exit status: 0, 1 and a line on standard error when
// there is nothing to report or the file cannot be written, 2 when a time is none.
int writeReport(const WindowOptions& options);

}  // namespace baro::app
