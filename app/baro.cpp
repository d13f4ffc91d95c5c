// `baro`: the command line and the headless sampler. Links no Qt.
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/CommandLine.h"
#include "app/Doctor.h"
#include "app/ExportCommand.h"
#include "app/FrameCommand.h"
#include "app/ImportCommand.h"
#include "app/MetricsCommand.h"
#include "app/QueryCommand.h"
#include "app/RecordCommand.h"
#include "app/RulesCommand.h"
#include "app/ServeCommand.h"
#include "core/base/Version.h"

int main(int count, char** arguments) {
    // Where Qt is loaded its own loop waits for sockets, without GLib's pages. Here no other thread looks
    // yet.
    setenv("QT_NO_GLIB", "1", 0);
    using namespace baro::app;
    // The sampler thread allocates, others free: further arenas would only hold memory that nobody uses.
    mallopt(M_ARENA_MAX, 1);
    const auto line = parseCommandLine(std::vector<std::string>(arguments + 1, arguments + count));
    if (!line) {
        std::fprintf(stderr, "%s\n", line.error().message.c_str());
        return 2;
    }
    switch (line->command) {
        case Command::Help:
            std::fputs(std::string(usageText()).c_str(), stdout);
            return 0;
        case Command::Version:
            std::printf("baro %s\n", std::string(baro::programVersion()).c_str());
            return 0;
        case Command::Record:
            // What is large goes back at once, for days: without this only until the first of it was freed.
            mallopt(M_MMAP_THRESHOLD, 131'072);
            return record(*line);
        case Command::Query:
            return query(*line);
        case Command::Serve:
            // A question finds the room of the one before, up to 8 MiB: to give pages back and to take them
            // anew is a tenth of an evaluation and a quarter of an answer.
            mallopt(M_MMAP_THRESHOLD, 8 << 20);
            mallopt(M_TRIM_THRESHOLD, 8 << 20);
            return serve(*line);
        case Command::Import:
            return import(*line);
        case Command::Export:
            return exportRange(*line);
        case Command::Frame:
            return printFrame(*line);
        case Command::Doctor:
            return examine(*line);
        case Command::Metrics:
            return printMetrics(*line);
        case Command::CheckRules:
            return checkRules(*line);
        case Command::TestRules:
            return testRules(*line);
    }
    return 2;
}
