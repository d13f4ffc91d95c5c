// What is said where a part of a reading is missing.
#pragma once

#include <QString>
#include <string_view>

#include "core/model/Frame.h"

namespace baro::ui {

// For a subject that was read: why a part of it could not be, as its collector says; empty when nothing is
// missing.
QString missingPart(const Frame& frame, std::string_view collector);

}  // namespace baro::ui
