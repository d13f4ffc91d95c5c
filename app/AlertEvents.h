// Alerts as events of the record: marks on the timeline, with what is kept of them.
#pragma once

#include <functional>

#include "core/alerts/AlertEvidence.h"
#include "core/history/RecordKeeper.h"

namespace baro::app {

// Writes each alert that fired. The keeper must outlive it.
std::function<void(const alerts::AlertEvidence&)> alertEventsTo(history::RecordKeeper& keeper);

}  // namespace baro::app
