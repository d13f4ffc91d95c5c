// What a client would rather have (RFC 9110, 12.5). Pure.
#pragma once

#include <string_view>

#include "core/server/Exposition.h"
#include "core/server/Http.h"

namespace baro {

// The format with the highest quality in Accept; the text format when the client names neither.
ExpositionFormat formatFor(std::string_view accept);

// Whether Accept-Encoding takes gzip.
bool takesGzip(std::string_view acceptEncoding);

// Whether a request with this Host header may be answered by a server that only this machine can reach: the
// name must be an address or localhost. A page of the web whose name was pointed at 127.0.0.1 sends its own
// name (DNS rebinding). Empty: a client that sends none is not a browser.
bool isLocalHost(std::string_view host);
HttpResponse foreignHostResponse();  // to any other

}  // namespace baro
