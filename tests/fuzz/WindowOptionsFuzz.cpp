#include "app/WindowOptions.h"
#include "tests/fuzz/Arguments.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

namespace {

bool isSide(int pixels) {
    return pixels >= 200 && pixels <= 10'000;
}

void checkRefusal(const std::string& message) {
    fuzz::require(message.starts_with("barograph: "));
    // One line that does nothing to the terminal.
    fuzz::require(std::ranges::none_of(message, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; }));
}

}  // namespace

BARO_FUZZ_TARGET(WindowOptionsFuzz, text) {
    const auto options = app::parseWindowOptions(fuzz::argumentsIn(text));
    if (!options) return checkRefusal(options.error().message);
    fuzz::require((options->width == 0 && options->height == 0) ||
                  (isSide(options->width) && isSide(options->height)));
    fuzz::require(!options->interval || (options->interval >= std::chrono::milliseconds(100) &&
                                         options->interval <= std::chrono::minutes(1)));
    fuzz::require(options->theme.empty() || options->theme == "system" || options->theme == "light" ||
                  options->theme == "dark");
    fuzz::require(options->page.empty() ||
                  app::windowUsageText().find(options->page) != std::string_view::npos);
    fuzz::require(!options->demo || options->recording.empty());
    fuzz::require(!options->report.empty() || (options->from.empty() && options->to.empty()));
    fuzz::require(!options->procfs.empty() && !options->sysfs.empty());
}
