// The servers that are asked: which there are, and what reaches them.
#pragma once

#include <memory>
#include <string>

#include "core/base/Result.h"
#include "core/connections/SecretStore.h"
#include "core/connections/ServersFile.h"
#include "core/prometheus/ServerClient.h"

namespace baro::app {

// One that the file names, or the one at an address, which then needs no secret. The error names the servers
// there are.
Result<http::Connection> namedServer(const std::string& nameOrUrl, const http::ServersFile& file,
                                     const std::string& path);

// Waits for the answer. Of what may pass, one attempt. carrier: as loadedCarrier() gives it.
Result<prometheus::RawAnswer> asked(const http::Connection& server,
                                    std::shared_ptr<http::HttpCarrier> carrier,
                                    std::shared_ptr<http::SecretStore> secrets,
                                    const prometheus::ApiCall& call);
Result<prometheus::BuildInfo> examined(const http::Connection& server,
                                       std::shared_ptr<http::HttpCarrier> carrier,
                                       std::shared_ptr<http::SecretStore> secrets);

}  // namespace baro::app
