#include "app/AlertEvents.h"

#include <string>
#include <string_view>

namespace baro::app {
namespace {

// Annotations may be of any length.
constexpr std::size_t longestReason = 200;

std::string aboutAlert(const alerts::AlertChange& change) {
    std::string_view summary;
    for (const auto& [name, text] : change.alert.annotations)
        if (name == "summary") summary = text;
    return history::eventAbout("alert", change.rule, summary.substr(0, longestReason));
}

}  // namespace

Subscription recordAlerts(alerts::AlertEngine& engine, history::RecordKeeper& keeper) {
    return engine.subscribe([&keeper](const alerts::AlertChange& change) {
        if (change.before == alerts::AlertState::Firing || change.alert.state != alerts::AlertState::Firing)
            return;
        keeper.add({change.time, "alert", aboutAlert(change)});
    });
}

}  // namespace baro::app
