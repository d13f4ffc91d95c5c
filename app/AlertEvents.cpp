#include "app/AlertEvents.h"

#include <string>
#include <utility>

#include "core/base/JsonWriter.h"

namespace baro::app {
namespace {

// Annotations may be of any length.
constexpr std::size_t longestReason = 200;

std::string alertJson(const alerts::AlertChange& change) {
    JsonWriter out;
    out.open('{');
    out.key("alert");
    out.text(change.rule);
    for (const auto& [name, text] : change.alert.annotations) {
        if (name != "summary") continue;
        out.key("reason");
        out.text(std::string_view(text).substr(0, longestReason));
    }
    out.close('}');
    return std::move(out).take();
}

}  // namespace

Subscription recordAlerts(alerts::AlertEngine& engine, history::RecordKeeper& keeper) {
    return engine.subscribe([&keeper](const alerts::AlertChange& change) {
        if (change.before == alerts::AlertState::Firing || change.alert.state != alerts::AlertState::Firing)
            return;
        keeper.add({change.time, "alert", alertJson(change)});
    });
}

}  // namespace baro::app
