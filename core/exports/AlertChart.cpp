#include "core/exports/AlertChart.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/AppendFormat.h"

namespace baro::exports {
namespace {

constexpr double chartWidth = 720;
constexpr double chartHeight = 200;
constexpr double chartTop = 8;
constexpr double chartBottom = 176;

// Of what is drawn, with some room.
class ValueScale {
  public:
    explicit ValueScale(const alerts::EvidenceValues& values) {
        for (const auto& value : values.values)
            take(value);
        take(values.limit);
        if (!least_) return;
        const double room = *greatest_ > *least_ ? (*greatest_ - *least_) / 20 : 1;
        low_ = *least_ >= 0 ? std::max(0.0, *least_ - room) : *least_ - room;
        high_ = *greatest_ + room;
    }
    bool isEmpty() const { return !least_; }
    double y(double value) const {
        return chartBottom - (value - low_) / (high_ - low_) * (chartBottom - chartTop);
    }
    std::pair<double, double> ends() const { return {*least_, *greatest_}; }

  private:
    void take(std::optional<double> value) {
        // Beyond it the arithmetic of the picture would overflow.
        if (!value || !(*value > -1e300 && *value < 1e300)) return;
        least_ = std::min(least_.value_or(*value), *value);
        greatest_ = std::max(greatest_.value_or(*value), *value);
    }
    std::optional<double> least_;
    std::optional<double> greatest_;
    double low_ = 0;
    double high_ = 1;
};

class ChartText {
  public:
    ChartText(const alerts::AlertEvidence& evidence, const ValueScale& scale)
        : values_(evidence.values), scale_(scale) {}

    void line(std::string_view kind, double x1, double y1, double x2, double y2) {
        appendFormat(text_, "<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
                     kind, x1, y1, x2, y2);
    }
    void mark(std::string_view kind, std::int64_t time) {
        const double x = xOf(time);
        if (x >= 0 && x <= chartWidth) line(kind, x, chartTop, x, chartBottom);
    }
    void label(double x, double y, std::string_view anchor, std::string_view words) {
        appendFormat(text_, "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     words);
    }
    // Unknown values are gaps.
    void values() {
        std::string points;
        for (std::size_t i = 0; i <= values_.values.size(); ++i) {
            const auto value = i < values_.values.size() ? values_.values[i] : std::nullopt;
            if (value && *value > -1e300 && *value < 1e300) {
                appendFormat(points, "{:.1f},{:.1f} ", xOf(values_.time(i)), scale_.y(*value));
            } else if (!points.empty()) {
                text_ += "<polyline class=\"values\" points=\"" + std::exchange(points, {}) + "\"/>\n";
            }
        }
    }
    std::string take() && { return std::move(text_); }

  private:
    double xOf(std::int64_t time) const {
        const double length = static_cast<double>(values_.step) *
                              static_cast<double>(std::max<std::size_t>(values_.values.size(), 2) - 1);
        return static_cast<double>(time - values_.from) / length * chartWidth;
    }

    const alerts::EvidenceValues& values_;
    const ValueScale& scale_;
    std::string text_;
};

}  // namespace

std::string alertChart(const alerts::AlertEvidence& evidence, Unit unit, const FormatStyle& style) {
    const ValueScale scale(evidence.values);
    if (scale.isEmpty() || evidence.values.values.empty()) return {};
    ChartText chart(evidence, scale);
    chart.line("axis", 0, chartBottom, chartWidth, chartBottom);
    if (evidence.values.limit)
        chart.line("limit", 0, scale.y(*evidence.values.limit), chartWidth, scale.y(*evidence.values.limit));
    chart.mark("crossing", evidence.activeAt);
    chart.mark("fired", evidence.firedAt);
    chart.values();
    const auto [least, greatest] = scale.ends();
    chart.label(4, scale.y(greatest) + 12, "start", formatValue(greatest, unit, style));
    chart.label(4, scale.y(least) - 4, "start", formatValue(least, unit, style));
    const double seconds = static_cast<double>(evidence.firedAt - evidence.values.from) / 1000;
    chart.label(0, chartHeight - 8, "start", formatDuration(seconds) + " before");
    chart.label(chartWidth, chartHeight - 8, "end", "it fired");
    return fmt::format(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Values before the alert fired\">\n{}</svg>\n",
        chartWidth, chartHeight, std::move(chart).take());
}

}  // namespace baro::exports
