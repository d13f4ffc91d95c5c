// The program's version, as CMakeLists.txt states it.
#pragma once

#include <string_view>

namespace baro {

std::string_view programVersion();  // "0.1.0"

}  // namespace baro
