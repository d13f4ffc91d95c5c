// Asks a server whether it would take samples, by a request that has none.
#pragma once

#include <functional>
#include <memory>

#include "core/connections/SecretStore.h"
#include "core/http/HttpCarrier.h"
#include "core/remotewrite/Verdict.h"

namespace baro::remotewrite {

// told: once, on the carrier's thread. Under way while what it returns lives. connection: its url is written
// to. secrets: may be null; is asked on the carrier's thread.
[[nodiscard]] std::unique_ptr<http::Carriage> examineWriting(const http::Connection& connection,
                                                             std::shared_ptr<http::HttpCarrier> carrier,
                                                             std::shared_ptr<http::SecretStore> secrets,
                                                             std::function<void(Verdict)> told);

}  // namespace baro::remotewrite
