#include "core/server/NotificationFamilies.h"

#include <string>

#include "core/model/FamilyBuilder.h"
#include "core/telling/AlertQueue.h"

namespace baro {
namespace {

FamilyDescription perAlertmanager(MetricKind kind, std::string help) {
    return {kind, std::move(help), {"alertmanager"}};
}

}  // namespace

Families notificationFamilies(const std::vector<alerts::AlertmanagerState>& states) {
    using enum MetricKind;
    const auto sent = perAlertmanager(Counter, "Alerts that an Alertmanager took");
    const auto errors =
        perAlertmanager(Counter, "Alerts that an Alertmanager did not take; they are sent again");
    const auto dropped =
        perAlertmanager(Counter, "Alerts that were not taken or had to wait too long; they are sent again");
    const auto waiting = perAlertmanager(Gauge, "Alerts that wait for an Alertmanager");
    FamilyBuilder families;
    for (const alerts::AlertmanagerState& state : states) {
        const auto add = [&](std::string_view name, const FamilyDescription& description, auto value) {
            families.add(name, description, {state.address}, static_cast<double>(value));
        };
        add("prometheus_notifications_sent_total", sent, state.sent);
        add("prometheus_notifications_errors_total", errors, state.failed);
        add("prometheus_notifications_dropped_total", dropped, state.dropped);
        add("prometheus_notifications_queue_length", waiting, state.waiting);
    }
    if (!states.empty())
        families.add("prometheus_notifications_queue_capacity", {Gauge, "Alerts that may wait for one", {}},
                     {}, static_cast<double>(alerts::AlertQueue::most));
    return families.take();
}

}  // namespace baro
