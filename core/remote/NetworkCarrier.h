// Carries requests with Qt Network, on a thread of its own: HTTP/2 where TLS offers it and the server has
// answered before, kept connections, gzip. No proxy is asked, no redirect followed, no cookie kept, no
// password asked for.
#pragma once

#include <memory>

#include "core/http/HttpCarrier.h"

namespace baro::remote {

// Needs a QCoreApplication, and to be destroyed on the thread that made it.
std::unique_ptr<http::HttpCarrier> makeNetworkCarrier();

}  // namespace baro::remote
