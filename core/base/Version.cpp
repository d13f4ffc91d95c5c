#include "core/base/Version.h"

namespace baro {

std::string_view programVersion() {
    return BARO_VERSION;
}

}  // namespace baro
