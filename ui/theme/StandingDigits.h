// Numbers that change every second must not make what stands beside them move.
#pragma once

#include <QFont>

namespace baro::ui {

// Whether all numbers of as many digits are equally wide.
bool digitsStandStill(const QFont& font);

// The font with digits that stand still, as near to it as can be: by its feature for that where Qt can ask
// for it (6.7), without kerning between digits, or else another usual family; itself where there is none.
// Needs a QGuiApplication; GUI thread only.
QFont withStandingDigits(const QFont& font);

}  // namespace baro::ui
