// Reads what hardly changes in a process's life: command line, executable, user, control group.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/Process.h"
#include "platform/linux/Files.h"
#include "platform/linux/UserNames.h"

namespace baro::platform {

// Arguments from the NUL-terminated form of /proc/PID/cmdline. A process that rewrote its title may have left
// one argument that holds blanks; it stays one.
std::vector<std::string_view> splitArguments(std::string_view cmdline);

// The same joined by blanks, for people; cut where ProcessFacts::commandLine says.
std::string commandLineOf(std::string_view cmdline);

// The file name of what runs: of the exe link ("/usr/bin/bash", also with " (deleted)" behind it), else of
// the first argument without a login shell's dash and a rewritten title's text. Empty when neither says.
std::string executableOf(std::string_view exeLink, std::string_view firstArgument);

// Not thread-safe.
class ProcessFactsReader {
  public:
    explicit ProcessFactsReader(const Roots& roots);

    // Files that may not be read or are gone leave their facts empty. Returns previous when nothing changed,
    // so that readings share facts; previous may be null. Never returns null.
    std::shared_ptr<const ProcessFacts> read(int directory, std::int32_t pid, std::string_view name,
                                             bool kernelThread,
                                             const std::shared_ptr<const ProcessFacts>& previous);

  private:
    std::string_view readFileOf(int directory, std::int32_t pid, const char* file, std::size_t limit);

    UserNames users_;
    std::string buffer_;
};

}  // namespace baro::platform
