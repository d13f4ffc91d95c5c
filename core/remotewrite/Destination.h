// A server that the record is written to, and how that goes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/http/HttpCarrier.h"
#include "core/remotewrite/Lanes.h"
#include "core/remotewrite/SpanReader.h"
#include "core/remotewrite/WriteRequest.h"

namespace baro::remotewrite {

// How far back a destination begins that was never sent anything.
struct Since {
    enum class Kind { Now, Beginning, Ago };
    Kind kind = Kind::Now;
    std::int64_t milliseconds = 0;  // of Ago
    bool operator==(const Since&) const = default;
};

struct Destination {
    std::string key;            // of its cursor: stays the same from start to start
    std::uint64_t version = 0;  // another one where anything of it is another than before
    std::string name;           // for people
    // Where to, with what authenticates; asked anew for each request, as a secret in a file may change. The
    // error says what is missing.
    std::function<Result<http::Request>()> request;
    Windows windows;
    Since since;
    SentSeries series;
    // What is known of metrics, for those that are sent; null: nothing.
    std::function<std::vector<FamilyMetadata>()> metadata = nullptr;
};

// Numbers of samples are those since the program began.
struct DestinationState {
    std::string name;
    std::uint64_t sent = 0;
    std::uint64_t dropped = 0;  // refused for good
    std::uint64_t retried = 0;  // sent again, each time they were
    std::uint64_t bytes = 0;    // of bodies that were taken
    std::int64_t newest = 0;    // of the samples that it has, milliseconds since 1970 UTC; 0: not known
    std::int64_t recorded = 0;  // the newest one of the record; 0: not known yet
    std::int64_t missing = 0;   // so many milliseconds of the record it has not got yet
    std::string problem;        // what keeps samples from it now; empty: nothing
    std::string refusal;        // why it refused some last
};

// Samples that a destination will never take.
struct Refusal {
    std::string destination;
    std::string reason;
    std::uint64_t samples = 0;  // since the last one that was told
    Span span;                  // the newest of them are of
};

}  // namespace baro::remotewrite
