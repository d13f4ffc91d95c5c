#include "app/CommandLine.h"

#include <array>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"

namespace baro::app {
namespace {

using namespace std::chrono_literals;
using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds shortestInterval = 100ms;
constexpr Milliseconds longestDuration = std::chrono::hours(24 * 365);

Error usage(const std::string& what) {
    return malformed(what + "; see baro --help");
}

std::string quoted(std::string_view text) {
    return "\"" + escapedForTerminal(text) + "\"";
}

Status takeDuration(const std::string& option, std::string_view text, Milliseconds& into) {
    const auto duration = parseDuration(text);
    if (!duration) return usage(option + ": " + duration.error().message);
    into = *duration;
    return Done{};
}

// Where the value of an option of query goes; null for any other.
std::string* partOf(Question& question, std::string_view option) {
    if (option == "--time") return &question.time;
    if (option == "--start") return &question.start;
    if (option == "--end") return &question.end;
    if (option == "--step") return &question.step;
    return option == "--server" ? &question.server : nullptr;
}

// Options that take a value, with where it goes.
Status takeValue(CommandLine& line, const std::string& option, const std::string& value) {
    if (option == "--procfs") return line.procfs = value, Done{};
    if (option == "--sysfs") return line.sysfs = value, Done{};
    if (option == "--udev") return line.udev = value, Done{};
    if (option == "--textfile") return line.textfile = value, Done{};
    if (option == "--data-dir") return line.dataDirectory = value, Done{};
    if (std::string* const part = partOf(line.question, option)) return *part = value, Done{};
    if (option == "--collectors") {
        auto choice = CollectorChoice::parse(value);
        if (!choice) return usage(option + ": " + choice.error().message);
        line.collectors = std::move(choice).value();
        return Done{};
    }
    if (option == "--listen") {
        const auto address = ListenAddress::parse(value);
        if (!address) return usage(option + ": " + address.error().message);
        line.listen = *address;
        return Done{};
    }
    if (option == "--interval") {
        Status status = takeDuration(option, value, line.interval);
        if (status && line.interval < shortestInterval) return usage("--interval: the shortest is 100ms");
        return status;
    }
    Milliseconds stopAfter{};
    Status status = takeDuration(option, value, stopAfter);
    if (status) line.stopAfter = stopAfter;
    return status;
}

bool takesValue(Command command, std::string_view option) {
    if (command == Command::Query) {
        Question any;
        return partOf(any, option) != nullptr;
    }
    if (option == "--procfs" || option == "--sysfs" || option == "--udev") return true;
    if (option == "--data-dir")
        return command == Command::Record || command == Command::Serve || command == Command::Import;
    if (option == "--listen")
        return command == Command::Record || command == Command::Serve || command == Command::Doctor;
    if (option == "--collectors" || option == "--textfile")
        return command == Command::Metrics || command == Command::Record;
    return command == Command::Record && (option == "--interval" || option == "--for");
}

bool takeFlag(CommandLine& line, std::string_view option) {
    if (line.command == Command::Record && option == "--report") return line.report = true;
    if (line.command == Command::Record && option == "--no-disk") return line.onDisk = false, true;
    if (line.command == Command::Frame && option == "--json") return line.json = true;
    return false;
}

// What is no option; only some commands take such.
bool takeOperand(CommandLine& line, const std::string& argument) {
    if (line.command == Command::Serve || line.command == Command::Import)
        return line.files.push_back(argument), true;
    if (line.command != Command::Query || !line.question.expression.empty()) return false;
    return line.question.expression = argument, true;
}

Status checkQuestion(const Question& question) {
    if (question.expression.empty()) return usage("baro query needs an expression");
    const bool isRange = !question.start.empty() || !question.end.empty() || !question.step.empty();
    if (!isRange) return Done{};
    if (!question.time.empty()) return usage("--time is of a moment, --start, --end and --step of a range");
    if (question.start.empty() || question.end.empty() || question.step.empty())
        return usage("a range needs all of --start, --end and --step");
    return Done{};
}

Status checkWhole(const CommandLine& line) {
    if (line.command == Command::Serve && !line.files.empty() && !line.dataDirectory.empty())
        return usage("baro serve takes files or --data-dir, not both");
    if (line.command == Command::Import && line.files.empty()) return usage("baro import needs a file");
    return line.command == Command::Query ? checkQuestion(line.question) : Status(Done{});
}

Status takeOptions(CommandLine& line, const std::vector<std::string>& arguments, const std::string& command) {
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        std::string option = arguments[i];
        const bool isOption = option.starts_with("--") && option != "--";
        if (option == "--" && ++i < arguments.size()) option = arguments[i];
        if (!isOption && option != "--" && takeOperand(line, option)) continue;
        if (option == "--help") return line.command = Command::Help, Done{};
        if (takeFlag(line, option)) continue;
        std::optional<std::string> value;
        if (const auto equals = option.find('='); equals != std::string::npos) {
            value = option.substr(equals + 1);
            option.resize(equals);
        }
        if (!takesValue(line.command, option))
            return usage("baro " + command + " knows no " + quoted(option));
        if (!value && ++i < arguments.size()) value = arguments[i];
        if (!value || value->empty()) return usage(option + " needs a value");
        if (Status status = takeValue(line, option, *value); !status) return status;
    }
    return checkWhole(line);
}

}  // namespace

Result<Milliseconds> parseDuration(std::string_view text) {
    struct Unit {
        std::string_view suffix;
        double milliseconds;
    };
    constexpr std::array units{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000}};
    for (const Unit& unit : units) {
        if (!text.ends_with(unit.suffix)) continue;
        const auto number = parseNumber<double>(text.substr(0, text.size() - unit.suffix.size()));
        if (!number) continue;
        const double milliseconds = *number * unit.milliseconds;
        if (!(milliseconds >= 1) || milliseconds > static_cast<double>(longestDuration.count())) break;
        return Milliseconds(static_cast<std::int64_t>(milliseconds));
    }
    return malformed(quoted(text) + " is not a duration such as 500ms, 1s or 10m");
}

Result<CommandLine> parseCommandLine(const std::vector<std::string>& arguments) {
    if (arguments.empty())
        return usage("baro needs a command: record, serve, import, query, metrics, frame or doctor");
    const std::string& first = arguments.front();
    CommandLine line;
    if (first == "--help" || first == "-h" || first == "help") return line;
    if (first == "--version") return line.command = Command::Version, line;
    if (first == "record") {
        line.command = Command::Record;
    } else if (first == "serve") {
        line.command = Command::Serve;
    } else if (first == "import") {
        line.command = Command::Import;
    } else if (first == "query") {
        line.command = Command::Query;
    } else if (first == "doctor") {
        line.command = Command::Doctor;
    } else if (first == "metrics") {
        line.command = Command::Metrics;
    } else if (first == "frame") {
        line.command = Command::Frame;
    } else {
        return usage("baro knows no command " + quoted(first) +
                     "; it knows record, serve, import, query, metrics, frame and doctor");
    }
    if (Status status = takeOptions(line, arguments, first); !status) return status.error();
    return line;
}

std::string_view usageText() {
    return R"(baro samples this machine without a window, and asks what was sampled.

  baro record [--interval 1s] [--for DURATION] [--report] [--listen ADDRESS:PORT]
              [--collectors all|+NAME,-NAME] [--textfile DIR] [--data-dir DIR | --no-disk]
      Records until interrupted, or for the given time: every second into the data
      directory, unless --no-disk is given. --report prints at the end what it cost,
      collector by collector. --listen serves /metrics to Prometheus, and its API over
      the record: 127.0.0.1:9100 for this machine alone, [::1]:9100, :9100 for every
      network.
  baro serve [FILE... | --data-dir DIR] [--listen ADDRESS:PORT]
      Serves Prometheus's API over the record without recording, or over files of
      samples: OpenMetrics text with times, plain or compressed by zstd. Without
      --listen on 127.0.0.1:9100.
  baro import FILE... [--data-dir DIR]
      Takes samples into the record: OpenMetrics text with times, plain or compressed
      by zstd, of times that the record has nothing of yet.
  baro query EXPRESSION [--time T | --start T --end T --step S] [--server URL]
      Asks a running Barograph, or any Prometheus, in PromQL. T is in unix seconds or
      RFC 3339. Prints a table on a terminal, else the JSON of the API.
  baro metrics [--collectors all|+NAME,-NAME] [--textfile DIR]
      Prints what an exporter would serve: node_exporter's names, and Barograph's own.
      --textfile adds the metrics in DIR/*.prom, also to what record serves.
  baro frame [--json]
      Takes two samples a second apart and prints what they say.
  baro doctor [--listen ADDRESS:PORT]
      Checks what could be wrong here, one line each with a remedy. Exit status 1
      when something is.
  baro --version | --help

All of them read another tree with --procfs DIR, --sysfs DIR and --udev DIR.
The data directory is $BAROGRAPH_DATA_DIR, else $XDG_DATA_HOME/barograph, else
~/.local/share/barograph.
Durations: 500ms, 1s, 10m, 1h. Exit status: 0 done, 1 failed, 2 wrong usage.
)";
}

}  // namespace baro::app
