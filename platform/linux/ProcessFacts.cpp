#include "platform/linux/ProcessFacts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

#include "platform/linux/ProcessFiles.h"
#include "platform/linux/ProcessGrouping.h"

namespace baro::platform {
namespace {

// Some command lines run to megabytes: they are cut here and shown whole by the inspector. That there is more
// shows in the byte behind the limit, or behind the NUL there.
constexpr std::size_t commandLineLimit = mostCommandLineBytes + 2;
constexpr std::string_view cutMark = " …";
constexpr std::size_t cgroupLimit = 16384;

std::string_view fileNameOf(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// At most so many bytes, and none of a character that would be cut in two.
std::string_view wholeCharacters(std::string_view text, std::size_t most) {
    constexpr std::size_t mostFollowing = 3;  // of a character's bytes in UTF-8
    const auto follows = [text](std::size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    std::size_t end = std::min(most, text.size());
    for (std::size_t back = 0; end < text.size() && back < mostFollowing && follows(end); ++back)
        --end;
    return text.substr(0, end);
}

}  // namespace

std::vector<std::string_view> splitArguments(std::string_view cmdline) {
    std::vector<std::string_view> arguments;
    while (!cmdline.empty()) {
        const auto end = cmdline.find('\0');
        arguments.push_back(cmdline.substr(0, end));
        cmdline.remove_prefix(end == std::string_view::npos ? cmdline.size() : end + 1);
    }
    // Titles that were rewritten shorter leave a tail of NULs.
    while (!arguments.empty() && arguments.back().empty())
        arguments.pop_back();
    return arguments;
}

std::string commandLineOf(std::string_view cmdline) {
    while (cmdline.ends_with('\0'))
        cmdline.remove_suffix(1);
    std::string line(wholeCharacters(cmdline, mostCommandLineBytes));
    std::ranges::replace(line, '\0', ' ');
    if (cmdline.size() > mostCommandLineBytes) line += cutMark;
    return line;
}

std::string executableOf(std::string_view exeLink, std::string_view firstArgument) {
    constexpr std::string_view deleted = " (deleted)";
    if (exeLink.ends_with(deleted)) exeLink.remove_suffix(deleted.size());
    if (!exeLink.empty()) return std::string(fileNameOf(exeLink));
    if (firstArgument.starts_with('-')) firstArgument.remove_prefix(1);
    firstArgument = firstArgument.substr(0, firstArgument.find(" -"));
    firstArgument = firstArgument.substr(0, firstArgument.find(": "));
    if (firstArgument.ends_with(':')) firstArgument.remove_suffix(1);
    return std::string(fileNameOf(firstArgument));
}

ProcessFactsReader::ProcessFactsReader(const Roots& roots) : users_(roots), buffer_(commandLineLimit, '\0') {}

std::string_view ProcessFactsReader::readFileOf(int directory, std::int32_t pid, const char* file,
                                                std::size_t limit) {
    const Descriptor descriptor = openProcessFile(directory, pid, file);
    if (!descriptor) return {};
    // A command line is delivered page by page.
    std::size_t length = 0;
    while (length < limit) {
        const ssize_t got =
            readProcessFile(descriptor.number(), buffer_.data() + length, limit - length, length);
        if (got <= 0) break;
        length += static_cast<std::size_t>(got);
    }
    return {buffer_.data(), length};
}

std::shared_ptr<const ProcessFacts> ProcessFactsReader::read(
    int directory, std::int32_t pid, std::string_view name, bool kernelThread,
    const std::shared_ptr<const ProcessFacts>& previous) {
    ProcessFacts facts;
    facts.name = name;
    facts.kernelThread = kernelThread;
    // The folder belongs to the effective user, whatever the process hides: proc_pid(5).
    struct stat folder {};
    if (fstatat(directory, ProcessPath(pid, nullptr).text(), &folder, 0) == 0) {
        facts.userId = folder.st_uid;
        facts.user = users_.nameOf(folder.st_uid);
    }
    if (kernelThread) {
        facts.application = "kernel";
        facts.applicationReason = "kernel thread";
    } else {
        const auto cmdline = readFileOf(directory, pid, "cmdline", commandLineLimit);
        facts.commandLine = commandLineOf(cmdline);
        std::array<char, PATH_MAX> link;
        const ssize_t length =
            readlinkat(directory, ProcessPath(pid, "exe").text(), link.data(), link.size());
        facts.executable = executableOf({link.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))},
                                        cmdline.substr(0, cmdline.find('\0')));
        facts.cgroup = cgroupPath(readFileOf(directory, pid, "cgroup", cgroupLimit));
        facts.systemdUnit = systemdUnitOf(facts.cgroup);
        facts.container = containerOf(facts.cgroup).name;
        auto [application, reason] = groupingOf(facts.cgroup, facts.executable, facts.name);
        facts.application = std::move(application);
        facts.applicationReason = std::move(reason);
    }
    if (previous && *previous == facts) return previous;
    return std::make_shared<const ProcessFacts>(std::move(facts));
}

}  // namespace baro::platform
