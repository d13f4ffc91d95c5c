// Settings, what Barograph itself costs, and what this machine is.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry settingsPage();

}  // namespace baro::ui
