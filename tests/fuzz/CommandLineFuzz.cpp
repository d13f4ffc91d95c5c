#include "app/CommandLine.h"
#include "app/MomentTime.h"
#include "tests/fuzz/Arguments.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

BARO_FUZZ_TARGET(CommandLineFuzz, text) {
    const auto duration = app::parseDuration(text);
    fuzz::require(!duration || duration->count() > 0);

    constexpr std::int64_t now = 1'800'000'000'000;
    const auto moment = app::parseMoment(text, now);
    fuzz::require(moment || moment.error().message.find('\n') == std::string::npos);

    const auto line = app::parseCommandLine(fuzz::argumentsIn(text));
    if (!line) {
        // One line, whatever was typed.
        fuzz::require(!line.error().message.empty());
        fuzz::require(line.error().message.find('\n') == std::string::npos);
        return;
    }
    fuzz::require(line->command != app::Command::Export || !line->takeout.from.empty());
    fuzz::require(line->interval.count() >= 100);
    fuzz::require(!line->stopAfter || line->stopAfter->count() > 0);
}
