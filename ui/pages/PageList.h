// The pages of the window, in the order of the sidebar.
#pragma once

#include <vector>

#include "ui/pages/Page.h"

namespace baro::ui {

std::vector<PageEntry> pageList();
// Without those that are about this program and all hosts, and with the alerts of its server.
std::vector<PageEntry> pagesOfAnyHost();

}  // namespace baro::ui
