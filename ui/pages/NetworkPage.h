// Network: what each interface carries, what went wrong on the way, and what the protocols count.
#pragma once

#include "ui/pages/Page.h"

namespace baro::ui {

PageEntry networkPage();

}  // namespace baro::ui
