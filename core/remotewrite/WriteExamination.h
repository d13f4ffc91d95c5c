// Asks a server whether it would take samples, by a request that has none.
#pragma once

#include <functional>
#include <memory>

#include "core/base/Result.h"
#include "core/http/HttpCarrier.h"
#include "core/remotewrite/Verdict.h"

namespace baro::remotewrite {

// told: once, on the carrier's thread. Under way while what it returns lives. request: as that of a
// Destination; is asked on the carrier's thread.
[[nodiscard]] std::unique_ptr<http::Carriage> examineWriting(std::function<Result<http::Request>()> request,
                                                             std::shared_ptr<http::HttpCarrier> carrier,
                                                             std::function<void(Verdict)> told);

}  // namespace baro::remotewrite
