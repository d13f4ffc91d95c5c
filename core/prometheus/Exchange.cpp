#include "core/prometheus/Exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include "core/base/Numbers.h"
#include "core/connections/Credentials.h"
#include "core/http/Address.h"

namespace baro::prometheus {
namespace {

// Beyond it, servers and proxies cut addresses.
constexpr std::size_t longestQuery = 2000;
constexpr std::size_t mostRedirectBytes = 64 * 1024;
constexpr std::string_view formType = "application/x-www-form-urlencoded";

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool mayPass(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
}

double byChance() {
    thread_local std::minstd_rand random{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(random);
}

// Without what follows the path.
std::string_view withoutQuery(std::string_view url) {
    return url.substr(0, url.find_first_of("?#"));
}

// Where a redirect leads (RFC 3986, 5.2): a whole address, one without a scheme, or a path.
std::string resolved(const http::Address& from, const std::string& fromUrl, std::string_view location) {
    location = location.substr(0, location.find('#'));
    if (location.find("://") < location.find_first_of("/?")) return std::string(location);
    if (location.starts_with("//")) return from.scheme + ":" + std::string(location);
    const std::string root = from.scheme + "://" + from.authority;
    if (location.starts_with('/')) return root + std::string(location);
    const std::string_view path = withoutQuery(fromUrl);
    return std::string(path.substr(0, path.rfind('/') + 1)) + std::string(location);
}

}  // namespace

Exchange::Exchange(std::shared_ptr<const ServerAccess> access, const ApiCall& call, AnswerKind kind,
                   Told told, AnswerText text)
    : access_(std::move(access)),
      kind_(kind),
      told_(std::move(told)),
      text_(std::move(text)),
      begun_(access_->settings.now()) {
    const std::string form = formText(call.fields);
    url_ = access_->connection.url + call.path;
    if (call.mayPost && form.size() > longestQuery)
        body_ = form;
    else if (!form.empty())
        url_ += "?" + form;
    steps_.next([this] { return access_->carrier->wait({}, [this] { send(); }); });
}

http::Request Exchange::request() {
    http::Request request;
    request.url = url_;
    request.patience = access_->connection.timeout;
    if (!body_.empty()) {
        request.method = "POST";
        request.body = body_;
        request.headers.push_back({"Content-Type", std::string(formType)});
    }
    request.headers.push_back({"Accept", "application/json"});
    return request;
}

void Exchange::send() {
    const http::Connection& connection = access_->connection;
    const auto home = http::Address::parse(connection.url);
    const auto target = http::Address::parse(withoutQuery(url_));
    if (!home || !target) return tell(malformed("its address is none of HTTP"));
    http::Request request = this->request();
    request.tls.caFile = connection.tls.caFile;
    if (target->isOriginOf(*home)) {
        auto headers = http::headersOf(connection, access_->secrets.get());
        if (!headers) return tell(headers.error());
        request.headers.insert(request.headers.end(), headers->begin(), headers->end());
        request.tls = connection.tls;
    }
    ++attempts_;
    head_ = {};
    redirectBytes_ = 0;
    reader_ = std::make_unique<AnswerReader>(kind_, access_->settings.limits);
    if (text_) text_->clear();
    http::Receiver receiver;
    receiver.head = [this](const http::AnswerHead& head) { head_ = head; };
    receiver.bytes = [this](std::string_view bytes) { return takeBytes(bytes); };
    receiver.done = [this](const Status& outcome) { takeEnd(outcome); };
    steps_.next([&] { return access_->carrier->carry(std::move(request), std::move(receiver)); });
}

bool Exchange::takeBytes(std::string_view bytes) {
    if (isRedirect(head_.status)) return (redirectBytes_ += bytes.size()) < mostRedirectBytes;
    if (text_) text_->append(bytes);
    return reader_->take(bytes);
}

void Exchange::takeEnd(const Status& outcome) {
    if (!outcome && outcome.error().kind != ErrorKind::Absent && outcome.error().kind != ErrorKind::Failed)
        return tell(outcome.error());
    if (!outcome) return tryAgain(outcome.error());
    if (isRedirect(head_.status)) return follow();
    if (head_.status == 401 || head_.status == 403) return tell(refusal());
    const Status read = reader_->finish();
    if (read) return tell(std::move(reader_));
    // Prometheus says so of a query that took it too long: it would take as long again.
    if (mayPass(head_.status) && !reader_->isServerError()) return tryAgain(refusal());
    if (reader_->isServerError() || head_.status / 100 == 2) return tell(read.error());
    tell(refusal());
}

Error Exchange::refusal() {
    switch (head_.status) {
        case 401:
            if (access_->connection.user.empty() && !access_->connection.hasToken)
                return denied("it wants a user and password, or a token (status 401)");
            return denied(access_->connection.hasToken ? "it refuses the token (status 401)"
                                                       : "it refuses the user or the password (status 401)");
        case 403:
            return denied("it denies access (status 403)");
        case 404:
            return failed("there is no Prometheus below this address (status 404); is its path right?");
        case 429:
            return failed("it is asked too often (status 429)");
        default:
            return failed(fmt::format("it answers with status {}", head_.status));
    }
}

void Exchange::follow() {
    const std::string location(head_.value("location"));
    const auto from = http::Address::parse(withoutQuery(url_));
    if (location.empty() || !from) return tell(refusal());
    if (++redirects_ > access_->settings.mostRedirects)
        return tell(failed(
            fmt::format("it leads to another address more than {} times", access_->settings.mostRedirects)));
    std::string next = resolved(*from, url_, location);
    const auto target = http::Address::parse(withoutQuery(next));
    if (!target || !target->user.empty())
        return tell(malformed("it leads to \"" + http::shownAddress(next) + "\", which is no address"));
    url_ = std::move(next);
    if (head_.status == 303) body_.clear();
    --attempts_;
    send();
}

bool Exchange::mayTryAgain() const {
    return attempts_ < access_->settings.mostAttempts &&
           access_->settings.now() - begun_ < access_->connection.timeout;
}

void Exchange::tryAgain(const Error& why) {
    if (!mayTryAgain()) return tell(why);
    const ClientSettings& settings = access_->settings;
    const double chance = settings.chance ? settings.chance() : byChance();
    // Half of it at least, so that many who wait do not come back together.
    auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(
        settings.firstPause * (1 << (attempts_ - 1)) * (0.5 + chance));
    if (const auto seconds = parseNumber<std::uint32_t>(head_.value("retry-after"))) {
        pause = std::max(pause, std::chrono::milliseconds(std::chrono::seconds(*seconds)));
        if (pause > settings.longestPause)
            return tell(failed(fmt::format("{}; it may be asked again in {} s", why.message, *seconds)));
    }
    pause = std::min(pause, settings.longestPause);
    steps_.next([&] { return access_->carrier->wait(pause, [this] { send(); }); });
}

// The last that is done here: whoever is told may destroy this.
void Exchange::tell(Result<std::unique_ptr<AnswerReader>> result) {
    const Told told = std::move(told_);
    if (told) told(std::move(result));
}

}  // namespace baro::prometheus
