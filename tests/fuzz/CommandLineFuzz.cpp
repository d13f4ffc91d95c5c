#include "app/CommandLine.h"
#include "app/MomentTime.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// Arguments are separated by newlines.
BARO_FUZZ_TARGET(CommandLineFuzz, text) {
    const auto duration = app::parseDuration(text);
    fuzz::require(!duration || duration->count() > 0);

    constexpr std::int64_t now = 1'800'000'000'000;
    const auto moment = app::parseMoment(text, now);
    fuzz::require(moment || moment.error().message.find('\n') == std::string::npos);

    std::vector<std::string> arguments;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        arguments.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    const auto line = app::parseCommandLine(arguments);
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
