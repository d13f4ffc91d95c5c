// Hosts: this machine and all that servers know, worst first, to see at a glance which of them is in trouble.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry hostsPage();

}  // namespace baro::ui
