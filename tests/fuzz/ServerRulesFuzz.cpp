#include "core/prometheus/ServerRules.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::prometheus;

// The first byte says what is read. Whatever the server wrote, there are values or a place that is wrong.
BARO_FUZZ_TARGET(ServerRulesFuzz, input) {
    if (input.empty()) return;
    const auto data = Json::parse(input.substr(1));
    if (!data) return;
    const auto check = [](const auto& read) {
        if (read) return;
        fuzz::require(read.error().message.starts_with("its answer is not as Prometheus writes it: data"));
    };
    switch (static_cast<unsigned char>(input.front()) % 3) {
        case 0:
            return check(readAlerts(*data));
        case 1:
            return check(readRules(*data));
        default:
            return check(readTargets(*data));
    }
}
