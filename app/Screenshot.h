// A picture of the window in a file, for documents, tests and bug reports.
#pragma once

#include <QString>
#include <chrono>

namespace baro::ui {
class MainWindow;
}

namespace baro::app {

// Waits until the charts have something to show, writes the picture and ends the program: with 0, or with 1
// and a line on standard error when the file cannot be written. SVG or PDF when its name ends so, else PNG.
void writeScreenshotAndQuit(ui::MainWindow& window, const QString& file,
                            std::chrono::milliseconds settleTime);

}  // namespace baro::app
