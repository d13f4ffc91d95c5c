// Text that the machine chose (names, mount points, labels) on its way to the screen: shown as it is, never
// obeyed. Control characters and bytes that are not UTF-8 become visible (\x1b), everything else stays.
// Whoever draws it draws plain text.
#pragma once

#include <QString>
#include <string_view>

#include "core/base/Escape.h"

namespace baro::ui {

inline QString machineText(std::string_view text) {
    return QString::fromStdString(escapedForTerminal(text));
}

}  // namespace baro::ui
