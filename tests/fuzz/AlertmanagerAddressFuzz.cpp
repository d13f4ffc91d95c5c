#include "core/telling/AlertmanagerAddress.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// What is shown is an address itself, without a user, and can stand in a line of a request.
BARO_FUZZ_TARGET(AlertmanagerAddressFuzz, text) {
    const auto address = alerts::AlertmanagerAddress::parse(text);
    if (!address) {
        fuzz::require(address.error().message.find('\n') == std::string::npos);
        return;
    }
    for (const char c : address->url)
        fuzz::require(c > 0x20 && c < 0x7f);
    const auto again = alerts::AlertmanagerAddress::parse(address->shown);
    fuzz::require(again.ok() && again->shown == address->shown && again->user.empty());
}
