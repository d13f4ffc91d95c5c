// Loads what programs without Qt reach other machines with.
#pragma once

#include <memory>

#include "core/base/Result.h"
#include "core/http/HttpCarrier.h"

namespace baro::app {

// From the folder lib/barograph beside that of the program; the same one for all who have it at a time. Main
// thread; it must end there, too. The error says what is missing.
Result<std::shared_ptr<http::HttpCarrier>> loadedCarrier();

}  // namespace baro::app
