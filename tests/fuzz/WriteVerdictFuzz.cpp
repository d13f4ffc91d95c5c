#include <algorithm>

#include "core/remotewrite/Verdict.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// Whatever a server says, nobody waits for more than an hour, and is told one line of it.
BARO_FUZZ_TARGET(WriteVerdictFuzz, text) {
    http::SmallAnswer answer;
    const std::size_t cut = std::min<std::size_t>(text.find('\n'), text.size());
    answer.head.status = text.empty() ? 429 : 100 + static_cast<unsigned char>(text.front()) * 2;
    answer.head.headers = {{"Retry-After", std::string(text.substr(0, cut))}};
    answer.body = text.substr(cut);
    const auto verdict = remotewrite::verdictOf(answer, std::chrono::seconds(1'700'000'000));
    fuzz::require(verdict.notBefore >= Nanoseconds{} && verdict.notBefore <= std::chrono::hours(1));
    fuzz::require(verdict.problem.find('\n') == std::string::npos && verdict.problem.size() < 500);
}
