// Alerts of a host that a server knows, and that server's rules.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry serverAlertsPage();

}  // namespace baro::ui
