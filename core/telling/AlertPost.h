// The request that brings alerts to an Alertmanager, and what its answer says.
#pragma once

#include <string>

#include "core/http/SmallAnswer.h"
#include "core/telling/AlertmanagerAddress.h"

namespace baro::alerts {

// body: JSON of alerts (PostableAlert.h).
http::Request alertPost(const AlertmanagerAddress& address, std::string body);

// Why alerts did not arrive; empty when they did.
std::string problemWith(const Result<http::SmallAnswer>& answer);

// As much of an answer as problemWith() tells.
inline constexpr std::size_t mostReasonBytes = 200;

}  // namespace baro::alerts
