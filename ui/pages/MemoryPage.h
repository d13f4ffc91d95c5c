// Memory: what is used by the formula it states, swap, and the events that explain a slow machine.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry memoryPage();

}  // namespace baro::ui
