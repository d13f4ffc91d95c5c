// How the sending of alerts goes, as Prometheus tells it of itself: prometheus_notifications_*. Pure.
#pragma once

#include <vector>

#include "core/model/Families.h"
#include "core/telling/AlertSender.h"

namespace baro {

Families notificationFamilies(const std::vector<alerts::AlertmanagerState>& states);

}  // namespace baro
