// Keeps requests until the test answers them, in any order, on the test's thread.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/http/HttpCarrier.h"

namespace baro {

class FakeCarrier final : public http::HttpCarrier {
  public:
    struct Asked {
        http::Request request;
        http::Receiver receiver;
        bool isGivenUp = false;
        bool isPause = false;
        std::chrono::milliseconds pause{};

        // Nothing of this reaches one who has given up. false: no more bytes are wanted, and the end was
        // told.
        void head(int status, std::vector<http::Header> headers = {}) const {
            if (!isGivenUp && receiver.head) receiver.head({status, std::move(headers)});
        }
        bool bytes(std::string_view text) const {
            if (isGivenUp || !receiver.bytes || receiver.bytes(text)) return true;
            end(Done{});
            return false;
        }
        void end(const Status& outcome) const {
            if (!isGivenUp && receiver.done) receiver.done(outcome);
        }
        void answer(int status, std::string_view body = {}, std::vector<http::Header> headers = {}) const {
            head(status, std::move(headers));
            if (body.empty() || bytes(body)) end(Done{});
        }
    };
    using AskedPtr = std::shared_ptr<Asked>;

    std::unique_ptr<http::Carriage> carry(http::Request request, http::Receiver receiver) override {
        asked.push_back(std::make_shared<Asked>(Asked{std::move(request), std::move(receiver)}));
        return std::make_unique<Held>(asked.back());
    }
    std::unique_ptr<http::Carriage> wait(std::chrono::milliseconds pause,
                                         std::function<void()> over) override {
        http::Receiver receiver;
        receiver.done = [over = std::move(over)](const Status&) { over(); };
        auto carriage = carry({}, std::move(receiver));
        asked.back()->isPause = true;
        asked.back()->pause = pause;
        return carriage;
    }
    // The oldest request that nobody has given up, once the pauses before it are over.
    AskedPtr nextRequest() {
        AskedPtr first = next();
        while (first && first->isPause) {
            pauses.push_back(first->pause);
            first->end(Done{});
            first = next();
        }
        return first;
    }
    // The oldest one that nobody has given up, off the list; null when there is none.
    AskedPtr next() {
        while (!asked.empty()) {
            AskedPtr first = std::move(asked.front());
            asked.pop_front();
            if (!first->isGivenUp) return first;
        }
        return nullptr;
    }

    std::deque<AskedPtr> asked;
    std::vector<std::chrono::milliseconds> pauses;  // those that are over

  private:
    struct Held final : http::Carriage {
        explicit Held(AskedPtr held) : asked(std::move(held)) {}
        ~Held() override { asked->isGivenUp = true; }
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;
        const AskedPtr asked;
    };
};

}  // namespace baro
