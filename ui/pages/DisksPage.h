// Disks: what each device does, how long its requests take, and how full the filesystems are.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry disksPage();

}  // namespace baro::ui
