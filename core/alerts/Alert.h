// One alert: an element of an alerting rule's answer, and how long it has been there
// (prometheus/prometheus: rules/alerting.go).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/TextPairs.h"
#include "core/series/Labels.h"

namespace baro::alerts {

enum class AlertState { Inactive, Pending, Firing };
std::string_view wordOf(AlertState state);  // "inactive", "pending", "firing"

// Times in milliseconds since 1970-01-01 UTC.
struct Alert {
    AlertState state = AlertState::Pending;
    Labels labels;
    TextPairs annotations;
    double value = 0;  // of the expression, at the last evaluation that had one
    std::int64_t activeAt = 0;
    std::optional<std::int64_t> firedAt;
    std::optional<std::int64_t> resolvedAt;       // only of an inactive one, which is kept for a while
    std::optional<std::int64_t> keepFiringSince;  // the expression has no such element since then
};

// An alert that went from one state to another.
struct AlertChange {
    std::string group;
    std::string rule;
    AlertState before = AlertState::Inactive;
    Alert alert;  // afterwards
    std::int64_t time = 0;
};

}  // namespace baro::alerts
