// Rules and alerts as Prometheus's HTTP API tells them
// (https://prometheus.io/docs/prometheus/latest/querying/api/#rules).
#pragma once

#include "core/alerts/AlertEngine.h"
#include "core/base/JsonWriter.h"

namespace baro {

struct RuleChoice {
    bool alerting = true;
    bool recording = true;
    bool withAlerts = true;
};

// {"groups":[...]}
void writeRules(JsonWriter& json, const alerts::AlertStanding& standing, const RuleChoice& choice);
// {"alerts":[...]}: pending and firing ones.
void writeAlerts(JsonWriter& json, const alerts::AlertStanding& standing);

}  // namespace baro
