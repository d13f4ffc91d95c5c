// Asks anything in PromQL, of the moment and the range that the window shows.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry explorePage();

}  // namespace baro::ui
