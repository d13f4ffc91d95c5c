#include <algorithm>

#include "platform/linux/ProcessFacts.h"
#include "platform/linux/ProcessGrouping.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(ProcessFactsFuzz, text) {
    using namespace baro::platform;
    const auto path = cgroupPath(text);
    for (const auto cgroup : {path, text}) {
        baro::fuzz::require(systemdUnitOf(cgroup).size() <= cgroup.size());
        const auto container = containerOf(cgroup);
        baro::fuzz::require(container.name.empty() || !container.runtime.empty());
        const auto grouping = groupingOf(cgroup, "executable", "name");
        baro::fuzz::require(!grouping.application.empty() && !grouping.reason.empty());
    }
    for (const auto argument : splitArguments(text))
        baro::fuzz::require(executableOf("", argument).size() <= argument.size());
    baro::fuzz::require(commandLineOf(text).size() <= std::min(text.size(), baro::mostCommandLineBytes) + 4);
    baro::fuzz::require(executableOf(text, "").find('/') == std::string::npos);
    for (const auto& [number, name] : parsePasswd(text))
        baro::fuzz::require(!name.empty());
}
