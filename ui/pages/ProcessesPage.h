// Every process: table, tree or groups, filter, details and actions.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry processesPage();

}  // namespace baro::ui
