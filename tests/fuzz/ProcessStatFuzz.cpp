#include "platform/linux/ProcessStat.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(ProcessStatFuzz, text) {
    using namespace baro::platform;
    const auto stat = parseProcessStat(text);
    baro::fuzz::require(
        !stat || (stat->threads >= 0 && stat->parentPid >= 0 && stat->nice >= -20 && stat->nice <= 19));
    baro::fuzz::require(!stat || text.find(stat->name) != std::string_view::npos);
    const auto io = parseProcessIo(text);
    baro::fuzz::require(!io || text.find("read_bytes:") != std::string_view::npos);
    baro::fuzz::require(parseRunMark(text) != RunMark{});
    (void)parseSwappedBytes(text);
    const auto swap = parseSwapInUse(text);
    baro::fuzz::require(!swap || *swap % 1024 == 0);
    (void)parseResidentPages(text);
}
