// Alerts as events of the record: marks on the timeline.
#pragma once

#include "core/alerts/AlertEngine.h"
#include "core/history/RecordKeeper.h"

namespace baro::app {

// Each alert that begins to fire, until the subscription ends. The keeper must outlive it.
[[nodiscard]] Subscription recordAlerts(alerts::AlertEngine& engine, history::RecordKeeper& keeper);

}  // namespace baro::app
