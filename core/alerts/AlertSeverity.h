// How grave an alert is, by its label "severity".
#pragma once

#include "core/series/Labels.h"

namespace baro::alerts {

enum class AlertSeverity { Info, Warning, Critical };

// "critical" and "page" are critical, "info" and "none" are for information, anything else is a warning.
inline AlertSeverity severityOf(const Labels& labels) {
    const auto word = labels.value("severity");
    if (word == "critical" || word == "page") return AlertSeverity::Critical;
    return word == "info" || word == "none" ? AlertSeverity::Info : AlertSeverity::Warning;
}

}  // namespace baro::alerts
