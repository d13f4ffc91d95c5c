// Questions for one of a server's hosts.
#pragma once

#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/hosts/HostTarget.h"

namespace baro {

// The text to send so that the server gives for this host what `expression` gives for this machine, with the
// target's labels beside the others. Its matchers are added to every selector, and where the host has no
// Barograph, what Barograph alone tells is worked out from node_exporter's metrics.
// `rateRange`: PromQL's text of the range that a rate needs there, such as "1m": four times between two
// scrapes. Malformed when the expression or the range cannot be parsed.
Result<std::string> expressionFor(std::string_view expression, const HostTarget& target,
                                  std::string_view rateRange);

}  // namespace baro
