// A user's own pages: the charts of a file, which can be changed here.
#pragma once

#include <vector>

#include "ui/pages/Page.h"

namespace baro::ui {

class UserPages;

// In the order in which the sidebar shows them.
std::vector<PageEntry> userPageEntries(const UserPages& pages);

}  // namespace baro::ui
