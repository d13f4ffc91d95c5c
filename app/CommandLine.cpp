#include "app/CommandLine.h"

#include <algorithm>
#include <array>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/server/ApiParameters.h"

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

bool isAboutRules(Command command) {
    return command == Command::CheckRules || command == Command::TestRules;
}

// Where the value of an option of query goes; null for any other.
std::string* partOf(Question& question, std::string_view option) {
    if (option == "--time") return &question.time;
    if (option == "--start") return &question.start;
    if (option == "--end") return &question.end;
    if (option == "--step") return &question.step;
    return option == "--server" ? &question.server : nullptr;
}

Status takeFormat(const std::string& value, Takeout& takeout) {
    using enum Takeout::Format;
    if (value == "csv") return takeout.format = Csv, Done{};
    if (value == "openmetrics") return takeout.format = OpenMetrics, Done{};
    if (value == "moment") return takeout.format = Moment, Done{};
    return usage("--format: " + quoted(value) + " is none of csv, openmetrics and moment");
}

Status takeMask(const std::string& value, exports::MaskChoice& mask) {
    for (std::string_view rest = value; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        bool* const chosen = word == "users"       ? &mask.users
                             : word == "commands"  ? &mask.commands
                             : word == "addresses" ? &mask.addresses
                                                   : nullptr;
        if (chosen == nullptr)
            return usage("--mask: " + quoted(word) + " is none of users, commands and addresses");
        *chosen = true;
    }
    return Done{};
}

Status takeStep(const std::string& value, std::int64_t& milliseconds) {
    constexpr std::int64_t perMillisecond = 1'000'000;
    const auto step = parseApiDuration(value);
    if (!step || *step < perMillisecond)
        return usage("--step: " + quoted(value) + " is no time such as 15 (seconds) or 1m");
    milliseconds = *step / perMillisecond;
    return Done{};
}

// Of export.
Status takeOfTakeout(Takeout& takeout, std::string_view option, const std::string& value) {
    if (option == "--format") return takeFormat(value, takeout);
    if (option == "--from") return takeout.from = value, Done{};
    if (option == "--to") return takeout.to = value, Done{};
    if (option == "--match") return takeout.selectors.push_back(value), Done{};
    if (option == "--step") return takeStep(value, takeout.stepMilliseconds);
    if (option == "--output") return takeout.output = value, Done{};
    return takeMask(value, takeout.mask);
}

Status takeVersion(const std::string& value, bool& isThree) {
    if (value != "2" && value != "3") return usage("--prometheus: " + quoted(value) + " is neither 2 nor 3");
    isThree = value == "3";
    return Done{};
}

// Options that take a value, with where it goes.
Status takeValue(CommandLine& line, const std::string& option, const std::string& value) {
    if (option == "--procfs") return line.procfs = value, Done{};
    if (option == "--sysfs") return line.sysfs = value, Done{};
    if (option == "--udev") return line.udev = value, Done{};
    if (option == "--textfile") return line.textfile = value, Done{};
    if (option == "--data-dir") return line.dataDirectory = value, Done{};
    if (option == "--rules") return line.rules.push_back(value), Done{};
    if (option == "--prometheus") return takeVersion(value, line.likePrometheus3);
    if (line.command == Command::Export) return takeOfTakeout(line.takeout, option, value);
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
        return partOf(any, option) != nullptr || option == "--data-dir";
    }
    if (command == Command::Export) {
        constexpr std::array own{"--format", "--from",   "--to",   "--match",
                                 "--step",   "--output", "--mask", "--data-dir"};
        return std::ranges::find(own, option) != own.end();
    }
    if (isAboutRules(command)) return command == Command::TestRules && option == "--prometheus";
    if (option == "--procfs" || option == "--sysfs" || option == "--udev") return true;
    if (option == "--data-dir")
        return command == Command::Record || command == Command::Serve || command == Command::Import;
    if (option == "--listen")
        return command == Command::Record || command == Command::Serve || command == Command::Doctor;
    if (option == "--rules") return command == Command::Record || command == Command::Serve;
    if (option == "--collectors" && command == Command::Frame) return true;
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
    if (line.command == Command::Serve || line.command == Command::Import || isAboutRules(line.command))
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

Status checkTakeout(const Takeout& takeout) {
    const bool isMoment = takeout.format == Takeout::Format::Moment;
    if (takeout.from.empty()) return usage("baro export needs --from, such as -2h");
    if (takeout.stepMilliseconds > 0 && takeout.format != Takeout::Format::Csv)
        return usage("--step is of --format csv");
    if (isMoment && !takeout.selectors.empty()) return usage("--match is of --format csv and openmetrics");
    if (isMoment && takeout.output == "-") return usage("a moment file needs --output FILE");
    if (!isMoment && takeout.mask.any()) return usage("--mask is of --format moment");
    return Done{};
}

Status checkWhole(const CommandLine& line) {
    if (line.command == Command::Export) return checkTakeout(line.takeout);
    if (line.command == Command::Query && !line.dataDirectory.empty() &&
        line.question.server != Question().server)
        return usage("baro query takes --server or --data-dir, not both");
    if (line.command == Command::Serve && !line.files.empty() && !line.dataDirectory.empty())
        return usage("baro serve takes files or --data-dir, not both");
    if (line.command == Command::Import && line.files.empty()) return usage("baro import needs a file");
    if (isAboutRules(line.command) && line.files.empty())
        return usage("baro check rules and baro test rules need a file");
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

// "check rules" and "test rules".
static Result<CommandLine> parseAboutRules(const std::vector<std::string>& arguments) {
    const bool isCheck = arguments.front() == "check";
    const std::string command = isCheck ? "check rules" : "test rules";
    CommandLine line;
    if (arguments.size() > 1 && arguments[1] == "--help") return line;
    if (arguments.size() < 2 || arguments[1] != "rules")
        return usage("baro " + arguments.front() + " knows only rules: baro " + command + " FILE...");
    line.command = isCheck ? Command::CheckRules : Command::TestRules;
    if (Status status = takeOptions(line, {arguments.begin() + 1, arguments.end()}, command); !status)
        return status.error();
    return line;
}

Result<CommandLine> parseCommandLine(const std::vector<std::string>& arguments) {
    if (arguments.empty())
        return usage(
            "baro needs a command: record, serve, import, query, export, metrics, frame, check, test or "
            "doctor");
    const std::string& first = arguments.front();
    if (first == "check" || first == "test") return parseAboutRules(arguments);
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
    } else if (first == "export") {
        line.command = Command::Export;
    } else if (first == "doctor") {
        line.command = Command::Doctor;
    } else if (first == "metrics") {
        line.command = Command::Metrics;
    } else if (first == "frame") {
        line.command = Command::Frame;
    } else {
        return usage(
            "baro knows no command " + quoted(first) +
            "; it knows record, serve, import, query, export, metrics, frame, check, test and doctor");
    }
    if (Status status = takeOptions(line, arguments, first); !status) return status.error();
    return line;
}

std::string_view usageText() {
    return R"(baro samples this machine without a window, and asks what was sampled.

  baro record [--interval 1s] [--for DURATION] [--report] [--listen ADDRESS:PORT]
              [--collectors all|+NAME,-NAME] [--textfile DIR] [--data-dir DIR | --no-disk]
              [--rules FILE|DIR|default]...
      Records until interrupted, or for the given time: every second into the data
      directory, unless --no-disk is given. --report prints at the end what it cost,
      collector by collector. --listen serves /metrics to Prometheus, and its API over
      the record: 127.0.0.1:9100 for this machine alone, [::1]:9100, :9100 for every
      network. Alert rules are those of --rules, else of the settings: "default" are the
      ones Barograph comes with. Their alerts are recorded as ALERTS, and served below
      /api/v1/rules and /api/v1/alerts.
  baro serve [FILE... | --data-dir DIR] [--listen ADDRESS:PORT] [--rules FILE|DIR|default]...
      Serves Prometheus's API over the record without recording, over a moment file, or
      over files of samples: OpenMetrics text with times, plain or compressed by zstd.
      Without --listen on 127.0.0.1:9100. With --rules these are evaluated over it.
  baro import FILE... [--data-dir DIR]
      Takes samples into the record: OpenMetrics text with times, plain or compressed
      by zstd, of times that the record has nothing of yet.
  baro query EXPRESSION [--time T | --start T --end T --step S]
             [--server URL|NAME | --data-dir DIR|FILE]
      Asks a running Barograph, or any Prometheus, or a record or moment file itself, in
      PromQL. NAME is of a server in servers.yml beside the settings. T is in unix seconds
      or RFC 3339; without one it is now, or the last moment of the record. Prints a table
      on a terminal, else the JSON of the API.
  baro export --from T [--to T] [--format csv|openmetrics] [--match SELECTOR]...
              [--step S] [--output FILE] [--data-dir DIR|FILE]
      Takes a range of the record along, as a table (csv; with --step one row for each
      step, else for each tick) or as OpenMetrics text that Prometheus can take in. T is
      -2h, 03:12, "yesterday 03:12", RFC 3339 or unix seconds. --match chooses series.
      Of days whose samples are forgotten it takes the last of each minute or hour that
      the record still has, and says so.
  baro export --format moment --from T [--to T] --output FILE
              [--mask users,commands,addresses] [--data-dir DIR|FILE]
      Cuts a range out of the record, series and process tables, into one file that
      baro serve, baro query and barograph open. --mask puts stand-ins in the place of
      user names, command lines and addresses; names of disks, their serial numbers and
      names of programs stay.
  baro metrics [--collectors all|+NAME,-NAME] [--textfile DIR]
      Prints what an exporter would serve: node_exporter's names, and Barograph's own.
      --textfile adds the metrics in DIR/*.prom, also to what record serves.
  baro check rules FILE...
      Reads Prometheus rule files, and says what is wrong with them, with file and line.
  baro test rules [--prometheus 2|3] FILE...
      Runs unit tests of rules, in the format of promtool test rules. Prometheus 2, the
      usual one, takes into a range the sample at its very beginning; Prometheus 3 does
      not, nor does Barograph elsewhere.
  baro frame [--json] [--collectors all|+NAME,-NAME]
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
