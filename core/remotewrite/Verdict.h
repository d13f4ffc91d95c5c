// What an answer to a request means for its samples. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/http/SmallAnswer.h"

namespace baro::remotewrite {

struct Verdict {
    enum class Kind {
        Taken,
        Refused,   // will never be taken: too old, out of order, wrong
        TryAgain,  // the server is not well, or has too much to do
        Absent,    // nothing answers there
        Unsuited,  // the address, the credentials or the server are not what they should be: somebody must
                   // act
    };
    Kind kind = Kind::Taken;
    std::string problem;         // one sentence; empty when it was taken
    Nanoseconds notBefore = {};  // as the server asks (Retry-After), from now on; 0: it does not say
};

// now: since 1970 UTC.
//
// Prometheus drops what any status 4xx but 429 answers, for its log is gone soon. Here a wrong password must
// not cost a night: only a status that is about the samples drops them. And what is too old is refused with
// 500 by Prometheus 2.39 to 2.45.
Verdict verdictOf(const Result<http::SmallAnswer>& answer, Nanoseconds now);

}  // namespace baro::remotewrite
