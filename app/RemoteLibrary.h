// Loads what programs without Qt post alerts with.
#pragma once

#include <memory>

#include "core/base/Result.h"
#include "core/telling/AlertPoster.h"

namespace baro::app {

// From the folder lib/barograph beside that of the program. Main thread; the poster must go there, too. The
// error says what is missing.
Result<std::unique_ptr<alerts::AlertPoster>> loadedPoster();

}  // namespace baro::app
