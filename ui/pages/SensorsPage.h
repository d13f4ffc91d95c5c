// Sensors & power: temperatures, fans and voltages with their limits, batteries, and what the processor
// draws.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry sensorsPage();

}  // namespace baro::ui
