// How far an export is, on a terminal.
#pragma once

#include <chrono>

#include "core/exports/Progress.h"

namespace baro::app {

// Standard error, where that is a terminal; else silent. One thread.
class ExportProgress {
  public:
    ExportProgress();
    ~ExportProgress();  // takes its line back
    ExportProgress(const ExportProgress&) = delete;
    ExportProgress& operator=(const ExportProgress&) = delete;

    void tell(const exports::Progress& progress);

  private:
    const bool isTold_;
    bool hasLine_ = false;
    std::chrono::steady_clock::time_point next_{};
};

}  // namespace baro::app
