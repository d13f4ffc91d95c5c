// The machine in ten seconds: what it does, who does it, and what is getting tight.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry overviewPage();

}  // namespace baro::ui
