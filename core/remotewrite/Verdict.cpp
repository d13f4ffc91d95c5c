#include "core/remotewrite/Verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::remotewrite {
namespace {

constexpr std::chrono::hours longestWait{1};  // for a server that says so
// Bad Request, Conflict (of Thanos), Payload Too Large, Unprocessable Content.
constexpr std::array refusals{400, 409, 413, 422};
// How Prometheus begins what it says of samples that it will never take (storage/interface.go).
constexpr std::array<std::string_view, 4> hopeless{"too old sample", "out of bounds", "out of order sample",
                                                   "duplicate sample for timestamp"};

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7) since 1970; the older forms are nobody's any more. Not in
// nanoseconds, which end in 2262.
std::optional<std::chrono::seconds> httpDate(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t size) {
        return parseNumber<int>(text.substr(at, size)).value_or(-1);
    };
    const std::size_t month = months.find(text.substr(8, 3));
    using namespace std::chrono;
    const year_month_day day{year(number(12, 4)), std::chrono::month(static_cast<unsigned>(month / 3 + 1)),
                             std::chrono::day(static_cast<unsigned>(number(5, 2)))};
    if (month == std::string_view::npos || month % 3 != 0 || !day.ok()) return std::nullopt;
    return sys_days(day).time_since_epoch() + hours(number(17, 2)) + minutes(number(20, 2)) +
           std::chrono::seconds(number(23, 2));
}

Nanoseconds retryAfter(const http::AnswerHead& head, Nanoseconds now) {
    const std::string_view text = trimmed(head.value("retry-after"));
    Nanoseconds wait{};
    if (const auto seconds = parseNumber<std::int64_t>(text))
        wait = std::chrono::seconds(std::clamp<std::int64_t>(*seconds, 0, 86'400));
    else if (const auto date = httpDate(text))
        wait = std::clamp<std::chrono::seconds>(*date - std::chrono::floor<std::chrono::seconds>(now), {},
                                                longestWait);
    return std::clamp<Nanoseconds>(wait, Nanoseconds{}, longestWait);
}

std::string_view hintOf(int status) {
    if (status == 401 || status == 403) return "; correct the credentials";
    if (status == 404 || status == 405)
        return "; correct the url, or start Prometheus with --web.enable-remote-write-receiver";
    if (status / 100 == 3) return "; give the url to which it leads";
    return "";
}

std::string sentenceOf(const http::SmallAnswer& answer) {
    const std::string reason = http::inOneLine(answer.body);
    return fmt::format("it answers with status {}{}{}{}", answer.head.status, reason.empty() ? "" : ": ",
                       reason, hintOf(answer.head.status));
}

bool isHopeless(const http::SmallAnswer& answer) {
    if (std::ranges::find(refusals, answer.head.status) != refusals.end()) return true;
    return answer.head.status == 500 && std::ranges::any_of(hopeless, [&](std::string_view words) {
               return answer.body.find(words) != std::string::npos;
           });
}

}  // namespace

Verdict verdictOf(const Result<http::SmallAnswer>& answer, Nanoseconds now) {
    using Kind = Verdict::Kind;
    if (!answer) return {Kind::Absent, answer.error().message, {}};
    const int status = answer->head.status;
    if (status / 100 == 2) return {};
    if (isHopeless(*answer)) return {Kind::Refused, sentenceOf(*answer), {}};
    const bool isUnwell = status / 100 == 5 || status == 429 || status == 408;
    return {isUnwell ? Kind::TryAgain : Kind::Unsuited, sentenceOf(*answer), retryAfter(answer->head, now)};
}

}  // namespace baro::remotewrite
