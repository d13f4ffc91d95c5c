// Alerts: what is active, what fired in the last days, and the rules with what they would have done; or, to
// look at, the alerts and rules of a server.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry alertsPage();

}  // namespace baro::ui
