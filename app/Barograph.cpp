// `barograph`: the window. Sampling starts before Qt does, so that there is data when the window appears.
#include <malloc.h>

#include <cstdio>
#include <string>
#include <vector>

#include "app/StartTrace.h"
#include "app/WindowOptions.h"
#include "app/WindowProgram.h"
#include "core/base/Version.h"

int main(int count, char** arguments) {
    using namespace baro::app;
    traceStart("main");
    // The sampler thread allocates, others free: many arenas would only hold memory that nobody uses.
    mallopt(M_ARENA_MAX, 2);
    const auto options = parseWindowOptions(std::vector<std::string>(arguments + 1, arguments + count));
    if (!options) {
        std::fprintf(stderr, "%s\n", options.error().message.c_str());
        return 2;
    }
    if (options->help) {
        std::fputs(std::string(windowUsageText()).c_str(), stdout);
        return 0;
    }
    if (options->version) {
        std::printf("barograph %s\n", std::string(baro::programVersion()).c_str());
        return 0;
    }
    if (!options->report.empty()) return printReport(count, arguments, *options);
    if (options->screenshot.empty() && !hasScreen()) {
        std::fputs(
            "barograph: there is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); "
            "start it "
            "in a desktop session, or use `baro record` or --screenshot FILE\n",
            stderr);
        return 1;
    }
    return showWindow(count, arguments, *options);
}
