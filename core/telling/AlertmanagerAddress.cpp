#include "core/telling/AlertmanagerAddress.h"

#include "core/http/Address.h"

namespace baro::alerts {
namespace {

constexpr std::string_view alertsPath = "/api/v2/alerts";

}  // namespace

Result<AlertmanagerAddress> AlertmanagerAddress::parse(std::string_view text) {
    auto address = http::Address::parse(text);
    if (!address)
        return malformed("\"" + http::shownAddress(text) + "\" is no address of an Alertmanager: " +
                         address.error().message + "; write http://127.0.0.1:9093");
    return AlertmanagerAddress{address->url(), address->url() + std::string(alertsPath), address->user,
                               address->password};
}

}  // namespace baro::alerts
