#include "app/AppliedSettings.h"

#include <chrono>

#include "core/sampling/Sampler.h"
#include "ui/Formatting.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"

namespace baro::app {
namespace {

std::chrono::milliseconds samplingInterval(const Settings& settings) {
    return std::chrono::milliseconds(settings.integer("sampling.interval"));
}

}  // namespace

FormatStyle formatStyle(const Settings& settings) {
    FormatStyle style;
    style.binaryBytes = settings.text("units.bytes") == "binary";
    style.ratesInBits = settings.text("units.network-rate") == "bits";
    style.fahrenheit = settings.text("units.temperature") == "fahrenheit";
    return style;
}

ui::ThemeChoice themeChoice(const std::string& word) {
    return word == "light"  ? ui::ThemeChoice::Light
           : word == "dark" ? ui::ThemeChoice::Dark
                            : ui::ThemeChoice::System;
}

Subscription followSettings(Settings& settings, const GovernedParts& parts) {
    parts.format.setStyle(formatStyle(settings));
    parts.cursor.setRange(std::chrono::seconds(settings.integer("chart.range")));
    parts.series.setSampleInterval(samplingInterval(settings));
    return settings.observe([&settings, parts](const Setting& changed) {
        if (changed.key == "window.theme") parts.theme.choose(themeChoice(settings.text("window.theme")));
        if (changed.key == "sampling.interval") {
            parts.sampler.setInterval(samplingInterval(settings));
            parts.series.setSampleInterval(samplingInterval(settings));
        }
        if (changed.key == "chart.range")
            parts.cursor.setRange(std::chrono::seconds(settings.integer("chart.range")));
        if (changed.key.starts_with("units.")) parts.format.setStyle(formatStyle(settings));
    });
}

}  // namespace baro::app
