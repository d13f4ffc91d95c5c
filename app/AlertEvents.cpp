#include "app/AlertEvents.h"

#include "core/alerts/EvidenceJson.h"

namespace baro::app {

std::function<void(const alerts::AlertEvidence&)> alertEventsTo(history::RecordKeeper& keeper) {
    return [&keeper](const alerts::AlertEvidence& evidence) {
        keeper.add({evidence.firedAt, "alert", alerts::aboutAlert(evidence)});
    };
}

}  // namespace baro::app
