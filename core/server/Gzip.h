// Text as gzip (RFC 1952), quickly rather than small.
#pragma once

#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro {

Result<std::string> gzip(std::string_view text);

}  // namespace baro
