// The pages of the window, in the order of the sidebar.
#pragma once

#include <vector>

#include "ui/pages/Page.h"

namespace baro::ui {

std::vector<PageEntry> pageList();
// Without those that are about this program, its rules and all hosts.
std::vector<PageEntry> pagesOfAnyHost();

}  // namespace baro::ui
