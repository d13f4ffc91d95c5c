#include "core/exports/AlertPage.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/alerts/EvidenceJson.h"
#include "core/alerts/ShownText.h"
#include "core/base/AppendFormat.h"
#include "core/base/Escape.h"
#include "core/base/Rfc3339.h"
#include "core/base/Text.h"
#include "core/exports/AlertChart.h"

namespace baro::exports {
namespace {

using alerts::AlertEvidence;

constexpr std::size_t mostShownBytes = 4'096;

// No request, no script: what a text would want does not happen.
constexpr std::string_view pageHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
:root { --ground: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --values: #0a5fb4; --limit: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15181c; --text: #e6e8ea; --quiet: #9aa4ae; --line: #3a424b; --values: #6cb2ff; --limit: #ff8a80; }
}
body { background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; max-width: 48em; margin: 2em auto;
  padding: 0 1em; }
h1 { font-size: 1.5em; line-height: 1.25; } h2 { font-size: 1.125em; margin-top: 2em; }
h1, td, dd, pre, p { overflow-wrap: anywhere; white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25em 1.5em; } dt { color: var(--quiet); } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .25em .5em; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: normal; } th:first-child, td:first-child { text-align: left; }
svg { width: 100%; height: auto; } svg text { fill: var(--quiet); font-size: 12px; paint-order: stroke; stroke: var(--ground); stroke-width: 4px; }
.axis { stroke: var(--line); } .values { fill: none; stroke: var(--values); stroke-width: 2; }
.limit { stroke: var(--limit); stroke-dasharray: 6 4; } .crossing, .fired { stroke: var(--quiet); stroke-dasharray: 2 3; }
summary, footer { color: var(--quiet); } pre { font-size: .875em; }
</style>
)";

std::string markupText(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

// The machine's and the rules' text. Its lines stay lines.
std::string pageText(std::string_view text) {
    std::string shown;
    std::string_view rest = text.substr(0, std::min(text.size(), 2 * mostShownBytes));
    while (const auto line = takeLine(rest)) {
        if (!shown.empty()) shown += '\n';
        shown += alerts::shownText(*line, mostShownBytes);
    }
    return markupText(text.size() > 2 * mostShownBytes ? shown + "…" : shown);
}

// JSON in which every character beyond ASCII is written by its number: none of them turns the direction of
// writing, and programs read the same. The JSON is UTF-8.
std::string asciiJson(std::string_view json) {
    std::string ascii;
    while (!json.empty()) {
        const std::size_t bytes = std::max<std::size_t>(1, utf8SequenceLength(json));
        if (bytes == 1) {
            ascii += json.front();
        } else {
            unsigned point = static_cast<unsigned char>(json.front()) & (0xFFu >> (bytes + 1));
            for (const char c : json.substr(1, bytes - 1))
                point = point << 6 | (static_cast<unsigned char>(c) & 0x3Fu);
            ascii += point < 0x10000u
                         ? fmt::format("\\u{:04x}", point)
                         : fmt::format("\\u{:04x}\\u{:04x}", 0xD800u + ((point - 0x10000u) >> 10),
                                       0xDC00u + ((point - 0x10000u) & 0x3FFu));
        }
        json.remove_prefix(bytes);
    }
    return ascii;
}

std::string_view annotationOf(const AlertEvidence& evidence, std::string_view name) {
    const auto found =
        std::ranges::find(evidence.annotations, name, &std::pair<std::string, std::string>::first);
    return found == evidence.annotations.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view titleOf(const AlertEvidence& evidence) {
    const std::string_view summary = annotationOf(evidence, "summary");
    return summary.empty() ? std::string_view(evidence.rule) : summary;
}

class AlertPageText {
  public:
    AlertPageText(const AlertEvidence& evidence, Unit unit, const FormatStyle& style)
        : evidence_(evidence), unit_(unit), style_(style) {}

    std::string written() && {
        text_ = pageHead;
        const std::string title = pageText(titleOf(evidence_));
        add("<title>{}</title>\n</head>\n<body>\n<h1>{}</h1>\n", title, title);
        if (const auto description = annotationOf(evidence_, "description"); !description.empty())
            add("<p>{}</p>\n", pageText(description));
        addFacts();
        addValues();
        addProcesses();
        addPressure();
        addPairs("Labels", evidence_.labels.pairs());
        addPairs("Annotations", evidence_.annotations);
        add("<h2>As JSON</h2>\n<details>\n<summary>For programs</summary>\n<pre>{}</pre>\n</details>\n",
            markupText(asciiJson(alerts::evidenceJson(evidence_))));
        add("<footer><p>Barograph {}</p></footer>\n</body>\n</html>\n", pageText(evidence_.version));
        return std::move(text_);
    }

  private:
    template <class... Parts>
    void add(fmt::format_string<Parts...> form, Parts&&... parts) {
        appendFormat(text_, form, std::forward<Parts>(parts)...);
    }
    void fact(std::string_view name, std::string_view markup) {
        if (!markup.empty()) add("<dt>{}</dt><dd>{}</dd>\n", name, markup);
    }
    std::string amount(std::optional<double> value, Unit unit) const {
        return value ? markupText(formatValue(*value, unit, style_)) : "–";
    }

    void addFacts() {
        text_ += "<dl>\n";
        fact("Alert", pageText(evidence_.rule));
        fact("Group", pageText(evidence_.group));
        fact("Rule", pageText(evidence_.expression));
        if (evidence_.forMilliseconds > 0)
            fact("For", formatDuration(static_cast<double>(evidence_.forMilliseconds) / 1000));
        fact("Value", amount(evidence_.value, unit_));
        fact("Crossed", rfc3339(evidence_.activeAt));
        fact("Fired", rfc3339(evidence_.firedAt));
        if (evidence_.resolvedAt) fact("Over", rfc3339(*evidence_.resolvedAt));
        fact("Host", pageText(evidence_.host));
        fact("System", pageText(evidence_.system));
        text_ += "</dl>\n";
    }
    void addValues() {
        const std::string chart = alertChart(evidence_, unit_, style_);
        if (chart.empty()) return;
        const alerts::EvidenceValues& values = evidence_.values;
        std::string caption = pageText(values.expression);
        if (values.limit) caption += " " + markupText(values.sign) + " " + amount(values.limit, unit_);
        add("<h2>Values</h2>\n<p>{}</p>\n{}", caption, chart);
    }
    void addProcesses() {
        if (evidence_.processes.empty()) return;
        const bool network = evidence_.fault.resource == alerts::FaultResource::Network;
        add("<h2>Processes at "
            "{}</h2>\n<table>\n<tr><th>Process</th><th>PID</th><th>User</th><th>Processor</th>"
            "<th>Memory</th><th>Read</th><th>Written</th>{}</tr>\n",
            rfc3339(evidence_.moment), network ? "<th>Network</th>" : "");
        for (const alerts::EvidenceProcess& process : evidence_.processes) {
            add("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>",
                pageText(process.name), process.pid, pageText(process.user), amount(process.cpu, Unit::Ratio),
                amount(static_cast<double>(process.residentBytes), Unit::Bytes),
                amount(process.readBytesPerSecond, Unit::BytesPerSecond),
                amount(process.writtenBytesPerSecond, Unit::BytesPerSecond));
            if (network)
                add("<td>{}</td>", amount(process.networkBytesPerSecond, Unit::NetworkBytesPerSecond));
            text_ += "</tr>\n";
        }
        text_ += "</table>\n";
    }
    void addPressure() {
        const alerts::EvidencePressure& pressure = evidence_.pressure;
        if (pressure == alerts::EvidencePressure()) return;
        text_ +=
            "<h2>Pressure</h2>\n<table>\n<tr><th>Time in which</th><th>some waited</th><th>all "
            "waited</th></tr>\n";
        const auto row = [this](std::string_view name, std::optional<double> some,
                                std::optional<double> full) {
            add("<tr><td>for {}</td><td>{}</td><td>{}</td></tr>\n", name, amount(some, Unit::Ratio),
                amount(full, Unit::Ratio));
        };
        row("a processor", pressure.cpuSome, pressure.cpuFull);
        row("memory", pressure.memorySome, pressure.memoryFull);
        row("input and output", pressure.ioSome, pressure.ioFull);
        text_ += "</table>\n";
    }
    void addPairs(std::string_view title, const TextPairs& pairs) {
        if (pairs.empty()) return;
        add("<h2>{}</h2>\n<dl>\n", title);
        for (const auto& [name, text] : pairs)
            fact(pageText(name), pageText(text));
        text_ += "</dl>\n";
    }

    const AlertEvidence& evidence_;
    const Unit unit_;
    const FormatStyle style_;
    std::string text_;
};

}  // namespace

std::string alertPage(const AlertEvidence& evidence, Unit unit, const FormatStyle& style) {
    return AlertPageText(evidence, unit, style).written();
}

std::string alertFileName(const AlertEvidence& evidence) {
    std::string name = "alert-";
    for (const char c : evidence.rule.substr(0, 60)) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                             c == '-' || c == '_';
        if (isPlain) name += c;
    }
    std::string time = rfc3339(evidence.firedAt / 1000 * 1000);
    std::erase(time, ':');
    return name + "-" + time + ".html";
}

}  // namespace baro::exports
