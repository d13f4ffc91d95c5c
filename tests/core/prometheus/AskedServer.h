// A client of a server that the test plays, without a network and without chance.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/prometheus/ServerClient.h"
#include "tests/support/FakeCarrier.h"
#include "tests/support/FakeSecrets.h"

namespace baro {

struct AskedServer {
    explicit AskedServer(http::Connection reached = plain()) {
        prometheus::ClientSettings settings;
        settings.pointsInCall = 2000;
        settings.samplesInCall = 10'000;
        settings.chance = [] { return 0.5; };
        settings.now = [this] { return now; };
        client.emplace(std::move(reached), carrier, secrets, std::move(settings));
    }
    static http::Connection plain() {
        http::Connection connection;
        connection.name = "office";
        connection.url = "http://office:9090/prom";
        return connection;
    }
    // Keeps the question under way, and its outcome.
    template <class Answer>
    struct Heard {
        std::optional<Result<Answer>> told;
        int count = 0;
        prometheus::AnswerTold<Answer> listener() {
            return [this](Result<Answer> answer) {
                told = std::move(answer);
                ++count;
            };
        }
        std::string problem() const {
            if (!told) return "not told";
            return *told ? std::string() : told->error().message;
        }
    };
    FakeCarrier::AskedPtr next() const { return carrier->nextRequest(); }

    std::shared_ptr<FakeCarrier> carrier = std::make_shared<FakeCarrier>();
    std::shared_ptr<FakeSecrets> secrets = std::make_shared<FakeSecrets>();
    std::chrono::steady_clock::time_point now{};
    std::optional<prometheus::ServerClient> client;
};

inline constexpr std::string_view oneSample =
    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":\"b\"},"
    "\"value\":"
    "[1,\"2\"]}]}}";

}  // namespace baro
