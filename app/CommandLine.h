// The command line of `baro`, read into values. No side effects: printing and exiting is main's.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/exports/TextMask.h"
#include "core/metrics/ExposedCollectors.h"
#include "core/server/ListenAddress.h"

namespace baro::app {

// "500ms", "1s", "1.5s", "2m", "1h"; a bare number is refused, for its unit would be a guess. Positive.
Result<std::chrono::milliseconds> parseDuration(std::string_view text);

enum class Command {
    Help,
    Version,
    Record,
    Serve,
    Import,
    Query,
    Export,
    Frame,
    Metrics,
    Doctor,
    CheckRules,
    TestRules
};

inline constexpr std::string_view defaultAddress = "127.0.0.1:9100";

// Of query: what is asked, and where. Times and the step are as the HTTP API takes them; empty: not given.
struct Question {
    std::string expression;
    std::string time;
    std::string start;
    std::string end;
    std::string step;
    std::string server = "http://" + std::string(defaultAddress);
};

// Of export: what is taken along, and where it goes. Moments and selectors as they were typed.
struct Takeout {
    enum class Format { Csv, OpenMetrics, Moment };
    Format format = Format::Csv;
    std::string from;  // never empty
    std::string to = "now";
    std::vector<std::string> selectors;
    std::int64_t stepMilliseconds = 0;  // 0: every tick
    std::string output = "-";           // standard output
    exports::MaskChoice mask;
};

struct CommandLine {
    Command command = Command::Help;
    std::string procfs = "/proc";
    std::string sysfs = "/sys";
    std::string udev = "/run/udev/data";
    std::string textfile;  // folder of other programs' metrics; empty: none
    CollectorChoice collectors;
    // Of record, serve, import and export; empty: the usual one. Of query: instead of a server.
    std::string dataDirectory;
    bool onDisk = true;                                  // of record
    std::chrono::milliseconds interval{1000};            // of record
    std::optional<std::chrono::milliseconds> stopAfter;  // of record; nothing: until a signal
    bool report = false;                                 // of record: what each collector cost, at the end
    std::optional<ListenAddress> listen;  // of record, which serves nothing without it; of serve and doctor
    std::vector<std::string> rules;       // of record and serve: files and folders; empty: see the settings
    bool likePrometheus3 = false;         // of test: not as Prometheus 2
    bool json = false;                    // of frame
    std::vector<std::string> files;       // of serve, where none is the record, import, check and test
    Question question;
    Takeout takeout;
};

// The error is one line that says what is wrong and what would be right. Arguments without the program's
// name.
Result<CommandLine> parseCommandLine(const std::vector<std::string>& arguments);

std::string_view usageText();

}  // namespace baro::app
