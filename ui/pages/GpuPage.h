// Graphics processors: use, memory, clocks, temperature and power. A sleeping one is said to sleep, and left
// asleep.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry gpuPage();

}  // namespace baro::ui
