// Carries settings to the parts that they govern: now, and whenever one changes.
#pragma once

#include "core/base/Subscription.h"
#include "core/config/Settings.h"
#include "core/metrics/Format.h"

namespace baro {
class Sampler;
}

namespace baro::ui {
class Formatting;
class Theme;
class SeriesFeed;
class TimeCursor;
enum class ThemeChoice;
}  // namespace baro::ui

namespace baro::app {

struct GovernedParts {
    Sampler& sampler;
    ui::Theme& theme;
    ui::Formatting& format;
    ui::TimeCursor& cursor;
    ui::SeriesFeed& series;
};

FormatStyle formatStyle(const Settings& settings);
// For the command line's and the settings' word.
ui::ThemeChoice themeChoice(const std::string& word);

// The subscription must end before any of the parts does.
Subscription followSettings(Settings& settings, const GovernedParts& parts);

}  // namespace baro::app
