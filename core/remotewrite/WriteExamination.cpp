#include "core/remotewrite/WriteExamination.h"

#include <utility>

#include "core/connections/Credentials.h"
#include "core/http/SmallAnswer.h"
#include "core/http/StepChain.h"
#include "core/remotewrite/DestinationWriter.h"
#include "core/remotewrite/WriteRequest.h"

namespace baro::remotewrite {
namespace {

constexpr std::size_t keptAnswerBytes = 512;

class WriteExamination final : public http::Carriage {
  public:
    WriteExamination(http::Connection connection, std::shared_ptr<http::HttpCarrier> carrier,
                     std::shared_ptr<http::SecretStore> secrets, std::function<void(Verdict)> told)
        : connection_(std::move(connection)),
          carrier_(std::move(carrier)),
          secrets_(std::move(secrets)),
          told_(std::move(told)) {
        steps_.next([this] { return carrier_->wait({}, [this] { ask(); }); });
    }

  private:
    void ask() {
        auto headers = http::headersOf(connection_, secrets_.get());
        if (!headers) return tell({Verdict::Kind::Unsuited, headers.error().message, {}});
        http::Request request;
        request.url = connection_.url;
        request.headers = std::move(headers).value();
        request.tls = connection_.tls;
        request.patience = connection_.timeout;
        request = writeRequest(std::move(request), WriteRequest().takeBody());
        steps_.next([&] {
            return http::carryForSmallAnswer(
                *carrier_, std::move(request), keptAnswerBytes,
                [this](const Result<http::SmallAnswer>& answer) { tell(verdictOf(answer, {})); });
        });
    }
    // The last that is done here: whoever is told may destroy this.
    void tell(Verdict verdict) {
        const auto told = std::move(told_);
        if (told) told(std::move(verdict));
    }

    const http::Connection connection_;
    const std::shared_ptr<http::HttpCarrier> carrier_;
    const std::shared_ptr<http::SecretStore> secrets_;
    std::function<void(Verdict)> told_;
    http::StepChain steps_;  // ends first
};

}  // namespace

std::unique_ptr<http::Carriage> examineWriting(const http::Connection& connection,
                                               std::shared_ptr<http::HttpCarrier> carrier,
                                               std::shared_ptr<http::SecretStore> secrets,
                                               std::function<void(Verdict)> told) {
    return std::make_unique<WriteExamination>(connection, std::move(carrier), std::move(secrets),
                                              std::move(told));
}

}  // namespace baro::remotewrite
