#include "app/WindowOptions.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "app/CommandLine.h"
#include "core/base/Escape.h"
#include "core/base/Numbers.h"

namespace baro::app {
namespace {

constexpr std::array pageNames{"overview",  "cpu",    "memory", "disks",   "network", "gpu",     "sensors",
                               "processes", "alerts", "hosts",  "history", "explore", "settings"};
constexpr int smallestSide = 200;
constexpr int largestSide = 10'000;

Error wrong(std::string sentence) {
    return malformed("barograph: " + std::move(sentence) + " (see --help)");
}

Status takeSize(std::string_view text, WindowOptions& options) {
    const auto cross = text.find('x');
    const auto side = [](std::string_view number) {
        const auto value = parseNumber<int>(number);
        return value && *value >= smallestSide && *value <= largestSide ? value : std::nullopt;
    };
    const auto width = side(text.substr(0, cross));
    const auto height = cross == std::string_view::npos ? std::nullopt : side(text.substr(cross + 1));
    if (!width || !height) return wrong("--size wants WIDTHxHEIGHT in pixels, such as 1280x800");
    options.width = *width;
    options.height = *height;
    return Done{};
}

Status takePage(const std::string& name, WindowOptions& options) {
    if (std::ranges::find(pageNames, name) == pageNames.end())
        return wrong("there is no page \"" + escapedForTerminal(name) +
                     "\"; pages are overview, cpu, memory, disks, network, gpu, sensors, processes, "
                     "alerts, hosts, history, explore and settings");
    options.page = name;
    return Done{};
}

Status takeTheme(const std::string& name, WindowOptions& options) {
    if (name != "system" && name != "light" && name != "dark")
        return wrong("--theme wants system, light or dark");
    options.theme = name;
    return Done{};
}

Status takeInterval(const std::string& text, WindowOptions& options) {
    const auto interval = parseDuration(text);
    if (!interval || *interval < std::chrono::milliseconds(100) || *interval > std::chrono::minutes(1))
        return wrong("--interval wants a time from 100ms to 1m, such as 1s");
    options.interval = *interval;
    return Done{};
}

// Options that stand alone. True when it was one.
bool takeSwitch(std::string_view name, WindowOptions& options) {
    if (name == "--help" || name == "-h") return options.help = true;
    if (name == "--version") return options.version = true;
    if (name == "--demo") return options.demo = true;
    if (name == "--hidden") return options.hidden = true;
    return false;
}

Status takeValue(std::string_view name, const std::string& value, WindowOptions& options) {
    if (name == "--page") return takePage(value, options);
    if (name == "--size") return takeSize(value, options);
    if (name == "--theme") return takeTheme(value, options);
    if (name == "--interval") return takeInterval(value, options);
    std::string* const text = name == "--screenshot" ? &options.screenshot
                              : name == "--search"   ? &options.search
                              : name == "--replay"   ? &options.recording
                              : name == "--data-dir" ? &options.dataDirectory
                              : name == "--at"       ? &options.at
                              : name == "--host"     ? &options.host
                              : name == "--report"   ? &options.report
                              : name == "--from"     ? &options.from
                              : name == "--to"       ? &options.to
                              : name == "--procfs"   ? &options.procfs
                              : name == "--sysfs"    ? &options.sysfs
                                                     : nullptr;
    if (!text) return wrong("unknown option \"" + escapedForTerminal(name) + '"');
    if (value.empty())
        return wrong(std::string(name) + " wants " +
                     (text == &options.search ? "a text"
                      : text == &options.host ? "a name"
                                              : "a path"));
    *text = value;
    return Done{};
}

}  // namespace

Result<WindowOptions> parseWindowOptions(const std::vector<std::string>& arguments) {
    WindowOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (takeSwitch(arguments[i], options)) continue;
        // "--page cpu" and "--page=cpu" are the same.
        const auto equals = arguments[i].find('=');
        const std::string name = arguments[i].substr(0, equals);
        std::error_code failure;
        if (!name.starts_with("--") && std::filesystem::is_regular_file(arguments[i], failure)) {
            options.dataDirectory = arguments[i];
            continue;
        }
        if (!name.starts_with("--"))
            return wrong("what is \"" + escapedForTerminal(name) + "\"? Options start with --");
        if (equals == std::string::npos && i + 1 == arguments.size()) {
            const Status known = takeValue(name, "", options);
            return known ? wrong(name + " wants a value") : known.error();
        }
        const std::string value =
            equals == std::string::npos ? arguments[++i] : arguments[i].substr(equals + 1);
        if (const Status taken = takeValue(name, value, options); !taken) return taken.error();
    }
    if (options.report.empty() && !(options.from.empty() && options.to.empty()))
        return wrong("--from and --to are of a --report");
    if (options.demo && !options.recording.empty()) return wrong("--demo and --replay exclude each other");
    return options;
}

std::string_view windowUsageText() {
    return "usage: barograph [options] [FILE]   the window, of this machine or of a moment file (baro "
           "export)\n"
           "  --page NAME         overview, cpu, memory, disks, network, gpu, sensors, processes, alerts, "
           "hosts, history, explore or settings\n"
           "  --search TEXT       put into the page's search field, or the filter of its tables; on explore, "
           "the query\n"
           "                      to run; on history, a range such as 7d, \"24h vs yesterday\" or \"7d minus "
           "before\"\n"
           "  --theme NAME        system, light or dark\n"
           "  --interval TIME     between two samples: 500ms, 1s, ...\n"
           "  --hidden            start in the tray\n"
           "  --demo              play the recording of a workstation that comes with the program\n"
           "  --replay FILE       play another recording\n"
           "  --data-dir DIR      where the record is kept; or a moment file, as FILE\n"
           "  --at TIME           open at a moment: 03:12, \"yesterday 03:12\", \"2026-11-20 03:12\", -2h\n"
           "  --host NAME         show another host, as the menu of hosts names it; servers that know hosts "
           "stand "
           "in\n"
           "                      servers.yml beside the settings\n"
           "  --screenshot FILE   write a picture of the window (.png, .svg or .pdf) and end; needs no "
           "screen, shows no\n"
           "                      record but that of --data-dir\n"
           "  --report FILE.pdf   write a report of the record and end; needs no screen\n"
           "  --from TIME --to TIME  of the report, as --at; usually the last hour\n"
           "  --size WxH          size of the window in pixels\n"
           "  --procfs D --sysfs D  read a recorded machine below other roots than /proc and /sys\n"
           "  --version --help\n"
           "Settings may come from the environment too (BAROGRAPH_*); `baro` is the program without a "
           "window.\n";
}

}  // namespace baro::app
