#include "core/remotewrite/WriteExamination.h"

#include <utility>

#include "core/http/SmallAnswer.h"
#include "core/http/StepChain.h"
#include "core/remotewrite/DestinationWriter.h"
#include "core/remotewrite/WriteRequest.h"

namespace baro::remotewrite {
namespace {

constexpr std::size_t keptAnswerBytes = 512;

class WriteExamination final : public http::Carriage {
  public:
    WriteExamination(std::function<Result<http::Request>()> request,
                     std::shared_ptr<http::HttpCarrier> carrier, std::function<void(Verdict)> told)
        : request_(std::move(request)), carrier_(std::move(carrier)), told_(std::move(told)) {
        steps_.next([this] { return carrier_->wait({}, [this] { ask(); }); });
    }

  private:
    void ask() {
        auto asked = request_();
        if (!asked) return tell({Verdict::Kind::Unsuited, asked.error().message, {}});
        http::Request request = writeRequest(std::move(asked).value(), WriteRequest().takeBody());
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

    const std::function<Result<http::Request>()> request_;
    const std::shared_ptr<http::HttpCarrier> carrier_;
    std::function<void(Verdict)> told_;
    http::StepChain steps_;  // ends first
};

}  // namespace

std::unique_ptr<http::Carriage> examineWriting(std::function<Result<http::Request>()> request,
                                               std::shared_ptr<http::HttpCarrier> carrier,
                                               std::function<void(Verdict)> told) {
    return std::make_unique<WriteExamination>(std::move(request), std::move(carrier), std::move(told));
}

}  // namespace baro::remotewrite
