// The header that says who asks (RFC 7617, RFC 6750). Its value is a secret.
#pragma once

#include <string_view>

#include "core/http/Connection.h"

namespace baro::http {

Header basicAuthorization(std::string_view user, std::string_view password);

}  // namespace baro::http
