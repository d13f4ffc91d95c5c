// One call of the API until it is answered: with what authenticates, redirects and further attempts.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/connections/SecretStore.h"
#include "core/http/HttpCarrier.h"
#include "core/http/StepChain.h"
#include "core/prometheus/AnswerReader.h"
#include "core/prometheus/Question.h"

namespace baro::prometheus {

struct ClientSettings {
    AnswerLimits limits;
    int mostAttempts = 4;
    std::chrono::milliseconds firstPause{
        500};  // before the second attempt; twice as long before each further one
    std::chrono::milliseconds longestPause{30'000};
    int mostRedirects = 5;
    // Of one series in one call of a range; Prometheus answers no more than 11,000 (web/api/v1/api.go).
    std::int64_t pointsInCall = 10'000;
    // Of all series; how many there are is known after the first call.
    std::int64_t samplesInCall = 1'000'000;
    std::function<double()> chance;  // from 0 to 1; empty: by chance
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

// How one server is reached. Shared by all that is under way.
struct ServerAccess {
    http::Connection connection;
    std::shared_ptr<http::HttpCarrier> carrier;
    std::shared_ptr<http::SecretStore> secrets;  // may be null
    ClientSettings settings;
};

// The body as it came, besides its values: emptied with each attempt.
using AnswerText = std::shared_ptr<std::string>;

class Exchange final : public http::Carriage {
  public:
    // Whole, and finished; or why there is none.
    using Told = std::function<void(Result<std::unique_ptr<AnswerReader>>)>;

    // Any thread. told: once, on the carrier's thread, where this may be destroyed. text: may be null.
    Exchange(std::shared_ptr<const ServerAccess> access, const ApiCall& call, AnswerKind kind, Told told,
             AnswerText text = nullptr);

  private:
    void send();
    http::Request request();
    bool takeBytes(std::string_view bytes);
    void takeEnd(const Status& outcome);
    void follow();
    void tryAgain(const Error& why);
    bool mayTryAgain() const;
    void tell(Result<std::unique_ptr<AnswerReader>> result);
    Error refusal();

    const std::shared_ptr<const ServerAccess> access_;
    const AnswerKind kind_;
    Told told_;
    const AnswerText text_;
    const std::chrono::steady_clock::time_point begun_;
    std::string url_;
    std::string body_;  // empty: a GET
    int attempts_ = 0;
    int redirects_ = 0;
    http::AnswerHead head_;
    std::unique_ptr<AnswerReader> reader_;
    std::size_t redirectBytes_ = 0;
    http::StepChain steps_;  // ends first
};

}  // namespace baro::prometheus
