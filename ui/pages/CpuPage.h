// Processors: what they spend their time on, each of them, and what drives them.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry cpuPage();

}  // namespace baro::ui
