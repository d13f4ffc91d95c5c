#include "core/telling/AlertPost.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "core/http/Authorization.h"

namespace baro::alerts {
namespace {

constexpr std::chrono::seconds patience(10);

}  // namespace

http::Request alertPost(const AlertmanagerAddress& address, std::string body) {
    http::Request request;
    request.method = "POST";
    request.url = address.url;
    request.headers.push_back({"Content-Type", "application/json"});
    if (!address.user.empty())
        request.headers.push_back(http::basicAuthorization(address.user, address.password));
    request.body = std::move(body);
    request.patience = patience;
    return request;
}

std::string problemWith(const Result<http::SmallAnswer>& answer) {
    if (!answer) return answer.error().message;
    if (answer->head.status / 100 == 2) return {};
    const std::string reason = http::inOneLine(answer->body, mostReasonBytes);
    return fmt::format("it answers with status {}{}{}", answer->head.status, reason.empty() ? "" : ": ",
                       reason);
}

}  // namespace baro::alerts
