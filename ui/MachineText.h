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

// For menus, buttons and boxes, where an ampersand would underline what follows it.
inline QString withoutMnemonics(QString text) {
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

}  // namespace baro::ui
