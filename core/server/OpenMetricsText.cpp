#include "core/server/OpenMetricsText.h"

#include <cmath>
#include <string_view>

#include "core/base/AppendFormat.h"

namespace baro {
namespace {

constexpr std::string_view totalSuffix = "_total";

void appendEscaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '\\') {
            out += "\\\\";
        } else if (c == '"') {
            out += "\\\"";
        } else if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
}

void appendValue(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "NaN";
    } else if (std::isinf(value)) {
        out += value > 0 ? "+Inf" : "-Inf";
    } else {
        appendFormat(out, "{}", value);
    }
}

double valueOf(const prometheus::ClientMetric& metric, prometheus::MetricType type) {
    if (type == prometheus::MetricType::Counter) return metric.counter.value;
    return type == prometheus::MetricType::Gauge ? metric.gauge.value : metric.untyped.value;
}

// A counter's family has no suffix, its samples have; without the suffix it cannot be called a counter.
std::string_view typeName(prometheus::MetricType type, bool hasTotal) {
    if (type == prometheus::MetricType::Counter) return hasTotal ? "counter" : "unknown";
    return type == prometheus::MetricType::Gauge ? "gauge" : "unknown";
}

void appendSample(std::string& out, std::string_view name, const prometheus::ClientMetric& metric,
                  prometheus::MetricType type) {
    out.append(name);
    char before = '{';
    for (const auto& label : metric.label) {
        out += before;
        out.append(label.name).append("=\"");
        appendEscaped(out, label.value);
        out += '"';
        before = ',';
    }
    if (before == ',') out += '}';
    out += ' ';
    appendValue(out, valueOf(metric, type));
    out += '\n';
}

}  // namespace

std::string openMetricsText(const std::vector<prometheus::MetricFamily>& families) {
    std::string out;
    for (const auto& family : families) {
        const std::string_view full = family.name;
        const bool isTotal = family.type == prometheus::MetricType::Counter && full.ends_with(totalSuffix);
        const std::string_view name = isTotal ? full.substr(0, full.size() - totalSuffix.size()) : full;
        out.append("# HELP ").append(name).append(" ");
        appendEscaped(out, family.help);
        out.append("\n# TYPE ").append(name).append(" ").append(typeName(family.type, isTotal)).append("\n");
        for (const auto& metric : family.metric)
            appendSample(out, full, metric, family.type);
    }
    return out += "# EOF\n";
}

}  // namespace baro
