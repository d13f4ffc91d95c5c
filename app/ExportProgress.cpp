#include "app/ExportProgress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace baro::app {
namespace {

constexpr std::chrono::milliseconds tellEvery{200};

}  // namespace

ExportProgress::ExportProgress() : isTold_(isatty(STDERR_FILENO) != 0) {}

ExportProgress::~ExportProgress() {
    if (hasLine_) std::fputs("\r\x1b[K", stderr);
}

void ExportProgress::tell(const exports::Progress& progress) {
    if (!isTold_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + tellEvery;
    hasLine_ = true;
    std::fprintf(stderr, "\r%3.0f %%, %llu samples; Ctrl+C cancels\x1b[K",
                 std::clamp(progress.ratio, 0.0, 1.0) * 100,
                 static_cast<unsigned long long>(progress.samples));
}

}  // namespace baro::app
