// The program with a window, once its command line is understood: from the settings to the last message.
#pragma once

#include "app/WindowOptions.h"

namespace baro::app {

// Whether a desktop session is there to open a window in.
bool hasScreen();

// Shows the window until it is closed for good, or writes the picture that is asked for. count and arguments:
// as main() got them, to live as long as this; Qt takes its own options out of them. Returns the exit status.
int showWindow(int& count, char** arguments, const WindowOptions& options);

// Writes the report that is asked for, without a window. As above.
int printReport(int& count, char** arguments, const WindowOptions& options);

}  // namespace baro::app
