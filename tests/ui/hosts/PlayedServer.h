// A server that the test plays on the GUI thread, for parts that ask from threads of their own.
#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/hosts/HostSeries.h"
#include "core/http/HttpCarrier.h"
#include "core/prometheus/ServerClient.h"

namespace baro::test {

class PlayedCarrier final : public http::HttpCarrier {
  public:
    struct Answer {
        int status = 200;
        std::string body;
    };
    std::function<Answer(const http::Request&)> play;

    std::unique_ptr<http::Carriage> carry(http::Request request, http::Receiver receiver) override {
        return begin(std::move(receiver), [this, request = std::move(request)](const http::Receiver& to) {
            const Answer answer = play(request);
            to.head({answer.status, {}});
            (void)to.bytes(answer.body);
            to.done(Done{});
        });
    }
    std::unique_ptr<http::Carriage> wait(std::chrono::milliseconds, std::function<void()> over) override {
        http::Receiver receiver;
        receiver.done = [over = std::move(over)](const Status&) { over(); };
        return begin(std::move(receiver), [](const http::Receiver& to) { to.done(Done{}); });
    }

  private:
    struct Call {
        std::recursive_mutex mutex;  // a receiver may destroy its own carriage
        http::Receiver receiver;
        bool isGivenUp = false;
    };
    struct Held final : http::Carriage {
        explicit Held(std::shared_ptr<Call> held) : call(std::move(held)) {}
        ~Held() override {
            const std::lock_guard lock(call->mutex);
            call->isGivenUp = true;
        }
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;
        const std::shared_ptr<Call> call;
    };
    template <class Act>
    static std::unique_ptr<http::Carriage> begin(http::Receiver receiver, Act act) {
        const auto call = std::make_shared<Call>();
        call->receiver = std::move(receiver);
        QMetaObject::invokeMethod(
            qApp,
            [call, act] {
                const std::lock_guard lock(call->mutex);
                if (!call->isGivenUp) act(call->receiver);
            },
            Qt::QueuedConnection);
        return std::make_unique<Held>(call);
    }
};

// As an answer of query: of a range where `asMatrix`, else of an instant.
inline std::string answerText(const std::vector<HostSample>& samples, bool asMatrix) {
    std::string text = std::string("{\"status\":\"success\",\"data\":{\"resultType\":\"") +
                       (asMatrix ? "matrix" : "vector") + "\",\"result\":[";
    for (const HostSample& one : samples) {
        text += (text.back() == '[' ? "{\"metric\":{" : ",{\"metric\":{");
        for (const auto& [name, value] : one.labels->pairs())
            text += (text.back() == '{' ? "\"" : ",\"") + name + "\":\"" + value + "\"";
        const std::string point = "[" + std::to_string(one.sample.timeMilliseconds / 1000) + ",\"" +
                                  std::to_string(one.sample.value) + "\"]";
        text += asMatrix ? "},\"values\":[" + point + "]}" : "},\"value\":" + point + "}";
    }
    return text + "]}}";
}

}  // namespace baro::test
