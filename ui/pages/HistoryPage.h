// How the machine fared: headline series over hours to months, two periods compared, the processes that
// differ, and whether collection is healthy.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry historyPage();

}  // namespace baro::ui
