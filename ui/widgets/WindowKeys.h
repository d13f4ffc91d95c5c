// Keys that mean the same wherever the keyboard is in the window.
#pragma once

#include <QKeyEvent>

namespace baro::ui {

// Of a table: Space would select the row that is selected already, and where a table fills the page, time is
// to be stopped with it as anywhere else. Ctrl+Space remains the table's.
inline bool isForTheWindow(const QKeyEvent& key) {
    return key.key() == Qt::Key_Space && key.modifiers() == Qt::NoModifier;
}

}  // namespace baro::ui
