// Alerts: what is active, what fired in the last days, and the rules with what they would have done.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry alertsPage();

}  // namespace baro::ui
