#include "ui/alerts/SeriesChoice.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "core/promql/Parser.h"
#include "core/promql/Quoting.h"
#include "core/series/LabelMatcher.h"
#include "ui/MachineText.h"
#include "ui/explore/UnitGuess.h"

namespace baro::ui {
namespace {

struct SeriesChoiceWords {
    Q_DECLARE_TR_FUNCTIONS(SeriesChoice)
};

constexpr std::string_view labelsPlace = "{}";

struct CommonChoice {
    const char* title;
    const char* metric;
    const char* pattern;
    alerts::Comparison comparison;
    double threshold;
    bool narrows = true;
};

constexpr std::array commonChoices{
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Processor in use"), "node_cpu_seconds_total",
                 "1 - avg without (cpu) (rate(node_cpu_seconds_total{mode=\"idle\"}[2m]))",
                 alerts::Comparison::Above, 0.8, false},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Load of the last 5 minutes"), "node_load5", "node_load5",
                 alerts::Comparison::Above, 8, false},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Memory in use"), "node_memory_MemAvailable_bytes",
                 "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes", alerts::Comparison::Above,
                 0.9, false},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Available memory"), "node_memory_MemAvailable_bytes",
                 "node_memory_MemAvailable_bytes", alerts::Comparison::Below, 1024.0 * 1024 * 1024, false},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Swap in use"), "node_memory_SwapFree_bytes",
                 "1 - node_memory_SwapFree_bytes / node_memory_SwapTotal_bytes", alerts::Comparison::Above,
                 0.5, false},
    CommonChoice{
        QT_TRANSLATE_NOOP("SeriesChoice", "Space of a filesystem in use"), "node_filesystem_avail_bytes",
        "1 - node_filesystem_avail_bytes{} / node_filesystem_size_bytes{}", alerts::Comparison::Above, 0.9},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Free space of a filesystem"),
                 "node_filesystem_avail_bytes", "node_filesystem_avail_bytes{}", alerts::Comparison::Below,
                 10.0 * 1024 * 1024 * 1024},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Time that a disk is busy"),
                 "node_disk_io_time_seconds_total", "rate(node_disk_io_time_seconds_total{}[5m])",
                 alerts::Comparison::Above, 0.9},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Read from a disk"), "node_disk_read_bytes_total",
                 "rate(node_disk_read_bytes_total{}[1m])", alerts::Comparison::Above, 100e6},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Written to a disk"), "node_disk_written_bytes_total",
                 "rate(node_disk_written_bytes_total{}[1m])", alerts::Comparison::Above, 100e6},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Received from the network"),
                 "node_network_receive_bytes_total", "rate(node_network_receive_bytes_total{}[1m])",
                 alerts::Comparison::Above, 10e6},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Sent to the network"),
                 "node_network_transmit_bytes_total", "rate(node_network_transmit_bytes_total{}[1m])",
                 alerts::Comparison::Above, 10e6},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Temperature"), "node_hwmon_temp_celsius",
                 "node_hwmon_temp_celsius{}", alerts::Comparison::Above, 85},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Charge of the battery"), "barograph_battery_charge_ratio",
                 "barograph_battery_charge_ratio{}", alerts::Comparison::Below, 0.2},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Time that processes wait for the processor"),
                 "node_pressure_cpu_waiting_seconds_total",
                 "rate(node_pressure_cpu_waiting_seconds_total[5m])", alerts::Comparison::Above, 0.5, false},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Time that processes wait for memory"),
                 "node_pressure_memory_waiting_seconds_total",
                 "rate(node_pressure_memory_waiting_seconds_total[5m])", alerts::Comparison::Above, 0.1,
                 false},
    CommonChoice{QT_TRANSLATE_NOOP("SeriesChoice", "Time that processes wait for disks"),
                 "node_pressure_io_waiting_seconds_total", "rate(node_pressure_io_waiting_seconds_total[5m])",
                 alerts::Comparison::Above, 0.4, false},
};

Unit choiceUnit(const SeriesChoice& choice) {
    const promql::Parsed parsed = promql::parse(expressionOf(choice, {}));
    return parsed.ok() ? unitGuess(*parsed.expression()) : Unit::None;
}

// The first sentence: help texts may be long.
QString titleOfMetric(const std::string& name, const MetricMeaning& meaning) {
    QString title = machineText(meaning.help).left(120);
    if (const auto end = title.indexOf(QLatin1String(". ")); end > 0) title.truncate(end);
    if (title.endsWith(QLatin1Char('.'))) title.chop(1);
    if (title.isEmpty()) return machineText(name);
    return meaning.kind == "counter" ? SeriesChoiceWords::tr("%1, per second").arg(title) : title;
}

SeriesChoice choiceOfMetric(const std::string& name, const MetricMeaning& meaning) {
    SeriesChoice choice;
    choice.title = titleOfMetric(name, meaning);
    choice.metric = name;
    choice.pattern = meaning.kind == "counter" ? "rate(" + name + "{}[5m])" : name + "{}";
    choice.unit = choiceUnit(choice);
    return choice;
}

std::string braces(const Narrowing& narrowing) {
    if (narrowing.empty()) return {};
    std::string text = "{";
    for (const auto& [label, value] : narrowing)
        text += (text.size() > 1 ? ", " : "") + label + '=' + promql::quoted(value);
    return text + '}';
}

std::optional<Narrowing> narrowingOf(const std::string& text) {
    Narrowing narrowing;
    if (text.empty()) return narrowing;
    const promql::Parsed parsed = promql::parse(text);
    if (!parsed.ok()) return std::nullopt;
    const auto* const selector = std::get_if<promql::VectorSelector>(&parsed.expression()->node);
    if (selector == nullptr || !selector->metric.empty()) return std::nullopt;
    for (const LabelMatcher& matcher : selector->matchers) {
        if (matcher.kind != LabelMatcher::Kind::Equal) return std::nullopt;
        narrowing.emplace_back(matcher.label, matcher.value);
    }
    std::ranges::sort(narrowing);
    return narrowing;
}

}  // namespace

std::vector<SeriesChoice> seriesChoices(const NameIndex& names) {
    std::vector<SeriesChoice> choices;
    for (const CommonChoice& common : commonChoices) {
        if (!names.metrics.empty() && !names.metrics.contains(common.metric)) continue;
        SeriesChoice choice{SeriesChoiceWords::tr(common.title),
                            common.narrows ? common.metric : std::string(),
                            common.pattern,
                            Unit::None,
                            common.comparison,
                            common.threshold};
        choice.unit = choiceUnit(choice);
        choices.push_back(std::move(choice));
    }
    const auto metricsFrom = static_cast<std::ptrdiff_t>(choices.size());
    for (const auto& [name, labels] : names.metrics)
        if (name != "ALERTS" && name != "ALERTS_FOR_STATE")
            choices.push_back(choiceOfMetric(name, names.meaningOf(name)));
    std::ranges::stable_sort(choices.begin() + metricsFrom, choices.end(), [](const auto& a, const auto& b) {
        return QString::localeAwareCompare(a.title, b.title) < 0;
    });
    return choices;
}

std::string expressionOf(const SeriesChoice& choice, const Narrowing& narrowing) {
    const std::string labels = braces(narrowing);
    std::string text = choice.pattern;
    for (std::size_t at = text.find(labelsPlace); at != std::string::npos;
         at = text.find(labelsPlace, at + labels.size()))
        text.replace(at, labelsPlace.size(), labels);
    return text;
}

std::optional<Narrowing> narrowingIn(const SeriesChoice& choice, const std::string& expression) {
    if (expression == expressionOf(choice, {})) return Narrowing{};
    const std::size_t at = choice.pattern.find(labelsPlace);
    if (at == std::string::npos || expression.compare(0, at, choice.pattern, 0, at) != 0) return std::nullopt;
    // Braces end where a value holds no such sign; where one does, each is tried.
    for (std::size_t end = expression.find('}', at); end != std::string::npos;
         end = expression.find('}', end + 1)) {
        auto narrowing = narrowingOf(expression.substr(at, end + 1 - at));
        if (narrowing && expressionOf(choice, *narrowing) == expression) return narrowing;
    }
    return std::nullopt;
}

}  // namespace baro::ui
