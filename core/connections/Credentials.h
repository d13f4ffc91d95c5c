// With what a server is asked: the headers of its connection, and what authenticates.
#pragma once

#include <vector>

#include "core/base/Result.h"
#include "core/connections/SecretStore.h"
#include "core/http/HttpCarrier.h"

namespace baro::http {

// Files are read anew each time, so that a token that is renewed is used. May wait for a keyring: not for the
// thread of the window. The error says where the secret should be. store: may be null.
Result<std::vector<Header>> headersOf(const Connection& connection, SecretStore* store);
// To the url of the connection, with these headers and all else that it says of requests. Errors and waiting
// are as above.
Result<Request> requestTo(const Connection& connection, SecretStore* store);

}  // namespace baro::http
