#include "app/ImportCommand.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

#include "app/DataDirectory.h"
#include "app/RecordFile.h"
#include "core/history/Recorder.h"

namespace baro::app {
namespace {

int importFailure(const std::string& why) {
    std::fprintf(stderr, "baro import: %s\n", why.c_str());
    return 1;
}

// On a terminal only: elsewhere nobody watches.
class Percentage {
  public:
    void show(double done) {
        const int now = static_cast<int>(done * 100);
        if (!isWatched_ || now == shown_) return;
        shown_ = now;
        std::fprintf(stderr, "\rrecording: %d %%", now);
    }
    ~Percentage() {
        if (shown_ >= 0) std::fputc('\n', stderr);
    }

  private:
    const bool isWatched_ = isatty(STDERR_FILENO) == 1;
    int shown_ = -1;
};

}  // namespace

int import(const CommandLine& line) {
    const std::string directory = dataDirectoryOr(line.dataDirectory);
    const auto recorder =
        history::Recorder::open(directory, fmt::format("baro import, process {}", getpid()));
    if (!recorder) return importFailure(recorder.error().message);
    const auto files = readRecordFiles(line.files);
    if (!files) return importFailure(files.error().message);
    const RecordedSeries& series = *files->series;
    Percentage percentage;
    const Status done = (*recorder)->import(series, series.extent(), [&](double share) {
        percentage.show(share);
        return true;
    });
    if (!done) return importFailure(done.error().message);
    fmt::print("{} samples of {} series are in {} now\n", series.sampleCount(), series.seriesCount(),
               directory);
    return 0;
}

}  // namespace baro::app
