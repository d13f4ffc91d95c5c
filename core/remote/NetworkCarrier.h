// Carries requests with Qt Network, on a thread of its own: HTTP/2 where TLS offers it, kept connections,
// gzip. No proxy is asked, no redirect followed, no cookie kept, no password asked for.
#pragma once

#include <memory>

#include "core/http/HttpCarrier.h"

namespace baro::remote {

// Over HTTP/1.1 it is told at once why a server ends a connection. Over HTTP/2 Qt 6.4 says nothing of a
// client certificate that is not taken, and the request runs out of patience.
enum class NewestHttp { One, Two };

// Needs a QCoreApplication, and to be destroyed on the thread that made it.
std::unique_ptr<http::HttpCarrier> makeNetworkCarrier(NewestHttp newest = NewestHttp::Two);

}  // namespace baro::remote
