// THE table of settings: every key, what it may hold and what it means. A new setting is one row here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace baro {

enum class SettingType {
    Boolean,  // true or false; yes, no, on, off, 1 and 0 are understood too
    Integer,  // within minimum and maximum
    Choice,   // one of the words in choices
    Text,     // one line
    List,     // words separated by commas
};

struct Setting {
    std::string_view key;
    SettingType type;
    std::string_view fallback;  // the default, written as in the file
    std::string_view environment;
    std::string_view description;  // one sentence, with the unit
    std::int64_t minimum = 0;      // of an Integer
    std::int64_t maximum = 0;
    std::string_view choices = {};  // of a Choice, separated by blanks
};

// clang-format off
inline constexpr std::array settingTable{
    Setting{"sampling.interval", SettingType::Integer, "1000", "BAROGRAPH_SAMPLING_INTERVAL",
            "Time between two samples, in milliseconds.", 100, 60'000},
    Setting{"record.on", SettingType::Boolean, "true", "BAROGRAPH_RECORD_ON",
            "Keep every second on disk, so that any moment can be opened again; from the next start on."},
    Setting{"record.days", SettingType::Integer, "14", "BAROGRAPH_RECORD_DAYS",
            "Days for which every second is kept; from the next start on.", 1, 3650},
    Setting{"record.minute_days", SettingType::Integer, "365", "BAROGRAPH_RECORD_MINUTE_DAYS",
            "Days for which every minute is kept; from the next start on.", 1, 36'500},
    Setting{"record.hour_days", SettingType::Integer, "1825", "BAROGRAPH_RECORD_HOUR_DAYS",
            "Days for which every hour is kept; from the next start on.", 1, 36'500},
    Setting{"record.megabytes", SettingType::Integer, "1024", "BAROGRAPH_RECORD_MEGABYTES",
            "Largest size of the record; what is too much shortens all of these times alike; from the next start on.", 50, 1'000'000},
    Setting{"record.free_megabytes", SettingType::Integer, "500", "BAROGRAPH_RECORD_FREE_MEGABYTES",
            "Free space of its disk below which nothing is recorded; from the next start on.", 0, 1'000'000},
    Setting{"endpoint.on", SettingType::Boolean, "false", "BAROGRAPH_ENDPOINT_ON",
            "Serve metrics to Prometheus while the window runs."},
    Setting{"endpoint.address", SettingType::Text, "127.0.0.1:9100", "BAROGRAPH_ENDPOINT_ADDRESS",
            "Address and port that they are served on; 127.0.0.1 is for this machine alone."},
    Setting{"endpoint.collectors", SettingType::Text, "", "BAROGRAPH_ENDPOINT_COLLECTORS",
            "Collectors: all, or changes such as +interrupts,-zfs; from the next start on."},
    Setting{"endpoint.textfile", SettingType::Text, "", "BAROGRAPH_ENDPOINT_TEXTFILE",
            "Folder whose *.prom files are served too; from the next start on."},
    Setting{"alerts.rules", SettingType::List, "", "BAROGRAPH_ALERTS_RULES",
            "Alert rules of baro record: files and folders, default for those that come with it; empty means default and the folder rules beside the settings; rules made in the window are always among them; from the next start on."},
    Setting{"alerts.interval", SettingType::Integer, "15", "BAROGRAPH_ALERTS_INTERVAL",
            "Time between two evaluations of alert rules by baro record, in seconds; from the next start on.", 1, 3600},
    Setting{"window.theme", SettingType::Choice, "system", "BAROGRAPH_WINDOW_THEME",
            "Colours of the window: those of the desktop, light, or dark.", 0, 0, "system light dark"},
    Setting{"window.start-page", SettingType::Choice, "overview", "BAROGRAPH_WINDOW_START_PAGE",
            "Page shown at start; last is the one that was open before.", 0, 0,
            "last overview cpu memory disks network gpu sensors processes alerts hosts history explore settings"},
    Setting{"window.last-page", SettingType::Text, "overview", "BAROGRAPH_WINDOW_LAST_PAGE",
            "Page that was open when the window was closed; kept by the program."},
    Setting{"window.close-to-tray", SettingType::Boolean, "true", "BAROGRAPH_WINDOW_CLOSE_TO_TRAY",
            "Closing the window keeps recording in the tray, where there is a tray."},
    Setting{"window.close-without-tray", SettingType::Choice, "quit", "BAROGRAPH_WINDOW_CLOSE_WITHOUT_TRAY",
            "What closing the window does where there is no tray, or no icon in it: quit, or minimise and go on.", 0, 0,
            "quit minimise"},
    Setting{"window.close-to-tray-told", SettingType::Boolean, "false", "BAROGRAPH_WINDOW_CLOSE_TO_TRAY_TOLD",
            "The hint that closing keeps recording was shown; kept by the program."},
    Setting{"tray.icon", SettingType::Boolean, "true", "BAROGRAPH_TRAY_ICON",
            "Show an icon with the processor load in the tray."},
    Setting{"alerts.notifications", SettingType::Boolean, "true", "BAROGRAPH_ALERTS_NOTIFICATIONS",
            "Tell about alerts by notifications of the desktop; without, they are on the Alerts page and the icon only."},
    Setting{"alerts.quiet-hours", SettingType::Text, "", "BAROGRAPH_ALERTS_QUIET_HOURS",
            "Hours of the day at which nothing is told, such as 22:00-07:00; what still fires then is told at their end."},
    Setting{"alerts.quiet-critical", SettingType::Boolean, "true", "BAROGRAPH_ALERTS_QUIET_CRITICAL",
            "Tell critical alerts in the quiet hours, too."},
    Setting{"alerts.command", SettingType::Text, "", "BAROGRAPH_ALERTS_COMMAND",
            "Program, with arguments, that is run for each alert that is told, with the alert as JSON on its standard input; no shell."},
    Setting{"alerts.alertmanagers", SettingType::List, "", "BAROGRAPH_ALERTS_ALERTMANAGERS",
            "Alertmanagers that alerts are sent to, such as http://127.0.0.1:9093; from the next start on."},
    Setting{"alerts.resend-delay", SettingType::Integer, "60", "BAROGRAPH_ALERTS_RESEND_DELAY",
            "Time after which an Alertmanager is told of an alert again, in seconds; from the next start on.", 1, 3600},
    Setting{"alerts.external-labels", SettingType::List, "", "BAROGRAPH_ALERTS_EXTERNAL_LABELS",
            "Labels that alerts are sent with, such as site=home, where they have none of the name; instance is the name of the host; from the next start on."},
    Setting{"chart.range", SettingType::Integer, "300", "BAROGRAPH_CHART_RANGE",
            "Time that charts show, in seconds.", 10, 86'400},
    Setting{"units.bytes", SettingType::Choice, "binary", "BAROGRAPH_UNITS_BYTES",
            "Prefixes of bytes: binary (KiB, MiB) or decimal (kB, MB).", 0, 0, "binary decimal"},
    Setting{"units.network-rate", SettingType::Choice, "bytes", "BAROGRAPH_UNITS_NETWORK_RATE",
            "Network rates in bytes or in bits per second.", 0, 0, "bytes bits"},
    Setting{"units.temperature", SettingType::Choice, "celsius", "BAROGRAPH_UNITS_TEMPERATURE",
            "Unit of temperatures.", 0, 0, "celsius fahrenheit"},
    Setting{"processes.cpu-of", SettingType::Choice, "machine", "BAROGRAPH_PROCESSES_CPU_OF",
            "100 % of a process's processor time means the whole machine or one core.", 0, 0, "machine core"},
    Setting{"processes.view", SettingType::Choice, "table", "BAROGRAPH_PROCESSES_VIEW",
            "Processes as a table, as a tree of parents, or grouped by application, user, unit or container.", 0, 0,
            "table tree apps users units containers"},
    Setting{"processes.columns", SettingType::List, "", "BAROGRAPH_PROCESSES_COLUMNS",
            "Columns of the process table, in order; empty means the usual ones."},
    Setting{"processes.column-widths", SettingType::List, "", "BAROGRAPH_PROCESSES_COLUMN_WIDTHS",
            "Widths of columns of the process table that are not the usual ones, such as name=240, in pixels."},
    Setting{"processes.sort-by", SettingType::Text, "", "BAROGRAPH_PROCESSES_SORT_BY",
            "Column by which processes are sorted; empty means processor time."},
    Setting{"processes.sort-ascending", SettingType::Boolean, "false", "BAROGRAPH_PROCESSES_SORT_ASCENDING",
            "Sort the process table from small to large."},
    Setting{"processes.kernel-threads", SettingType::Boolean, "false", "BAROGRAPH_PROCESSES_KERNEL_THREADS",
            "Show kernel threads among the processes."},
    Setting{"processes.filter", SettingType::Text, "", "BAROGRAPH_PROCESSES_FILTER",
            "Filter that the process table starts with."},
    Setting{"processes.filter-history", SettingType::Integer, "20", "BAROGRAPH_PROCESSES_FILTER_HISTORY",
            "Number of filters that a filter field remembers until the program ends; Up goes back through them.", 0, 200},
    Setting{"processes.confirm-actions", SettingType::Boolean, "true", "BAROGRAPH_PROCESSES_CONFIRM_ACTIONS",
            "Ask before ending a process or raising its priority."},
    Setting{"explore.history", SettingType::Text, "", "BAROGRAPH_EXPLORE_HISTORY",
            "Queries of the Explore page, newest first, as a JSON list of texts; kept by the program."},
    Setting{"tables.layouts", SettingType::Text, "", "BAROGRAPH_TABLES_LAYOUTS",
            "Hidden columns, widths, order and sorting of tables, that of processes apart, as a JSON object; kept by the program."},
};
// clang-format on

// settingTable.size() when there is none.
constexpr std::size_t settingIndex(std::string_view key) {
    std::size_t index = 0;
    while (index < settingTable.size() && settingTable[index].key != key)
        ++index;
    return index;
}

constexpr const Setting* findSetting(std::string_view key) {
    const std::size_t index = settingIndex(key);
    return index < settingTable.size() ? &settingTable[index] : nullptr;
}

// A key of the table, with the type it has there; a wrong one does not compile:
//     settings.boolean("window.close-to-tray")
template <SettingType... allowed>
class SettingKey {
  public:
    // By index: with sanitizers on, g++ does not take a comparison of pointers for a constant.
    consteval SettingKey(const char* key)
        : index_(settingIndex(key)) {  // NOLINT(google-explicit-constructor)
        if (index_ == settingTable.size()) throw "there is no such setting";
        if (((settingTable[index_].type != allowed) && ...)) throw "this setting has another type";
    }
    constexpr const Setting& setting() const { return settingTable[index_]; }

  private:
    std::size_t index_;
};

}  // namespace baro
