#include "platform/linux/NetDev.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro::platform;

namespace {

// What follows the two lines of heading is the interesting part, so it is tried under a right heading too.
void checkCounters(std::string_view text) {
    const auto rows = parseNetDev(text);
    if (!rows) return baro::fuzz::require(!rows.error().message.empty());
    for (const NetDevRow& row : *rows)
        baro::fuzz::require(!row.name.empty() && row.received.bytes >= 0 && row.transmitted.compressed >= 0);
}

void checkLinks(std::string_view text) {
    const auto links = parseWireless(text);
    if (!links) return;
    for (const auto& [name, link] : *links) {
        baro::fuzz::require(!name.empty());
        baro::fuzz::require(!link.qualityRatio || (*link.qualityRatio >= 0 && *link.qualityRatio <= 1));
        baro::fuzz::require(!link.signalDbm || *link.signalDbm < 0);
    }
}

}  // namespace

BARO_FUZZ_TARGET(NetDevFuzz, text) {
    checkCounters(text);
    checkCounters("Inter-|\n face |bytes\n" + std::string(text));
    checkLinks("Inter-|\n face |\n" + std::string(text));
}
