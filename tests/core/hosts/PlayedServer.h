// A server that a test plays while others wait for it: it answers on a thread of its own, at once, or never.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/http/FormText.h"
#include "core/prometheus/ServerClient.h"
#include "tests/core/hosts/HostSamples.h"

namespace baro::test {

struct PlayedQuestion {
    std::string page;  // "query", "query_range", "series"
    FormFields fields;

    std::string value(std::string_view name) const {
        for (const auto& [field, value] : fields)
            if (field == name) return value;
        return {};
    }
};

struct PlayedAnswer {
    std::string body;
    int status = 200;
};

class PlayedCarrier final : public http::HttpCarrier {
  public:
    // Called on the carrier's thread. Nothing: the question is never answered.
    using Play = std::function<std::optional<PlayedAnswer>(const PlayedQuestion&)>;

    explicit PlayedCarrier(Play play)
        : play_(std::move(play)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

    std::unique_ptr<http::Carriage> carry(http::Request request, http::Receiver receiver) override {
        return begin(std::move(request), std::move(receiver), false);
    }
    // However long it shall be: it is over at once.
    std::unique_ptr<http::Carriage> wait(std::chrono::milliseconds, std::function<void()> over) override {
        http::Receiver receiver;
        receiver.done = [over = std::move(over)](const Status&) { over(); };
        return begin({}, std::move(receiver), true);
    }

    std::vector<PlayedQuestion> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }
    // False: there were not so many within a time in which there should be.
    bool awaitAsked(std::size_t count) const {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(10),
                                 [this, count] { return asked_.size() >= count; });
    }

  private:
    struct Step {
        http::Request request;
        http::Receiver receiver;
        bool isPause = false;
        std::recursive_mutex calling;  // as its receiver may give it up
        bool isGivenUp = false;
    };
    struct Held final : http::Carriage {
        explicit Held(std::shared_ptr<Step> held) : step(std::move(held)) {}
        ~Held() override {
            const std::lock_guard lock(step->calling);
            step->isGivenUp = true;
        }
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;
        const std::shared_ptr<Step> step;
    };

    std::unique_ptr<http::Carriage> begin(http::Request request, http::Receiver receiver, bool isPause) {
        const auto step = std::make_shared<Step>();
        step->request = std::move(request);
        step->receiver = std::move(receiver);
        step->isPause = isPause;
        {
            const std::lock_guard lock(mutex_);
            steps_.push_back(step);
        }
        changed_.notify_all();
        return std::make_unique<Held>(step);
    }

    void run(const std::stop_token& stop) {
        while (true) {
            std::shared_ptr<Step> step;
            {
                std::unique_lock lock(mutex_);
                if (!changed_.wait(lock, stop, [this] { return !steps_.empty(); })) return;
                step = std::move(steps_.front());
                steps_.pop_front();
            }
            if (step->isPause) {
                finish(*step);
            } else if (const auto answer = play_(note(step->request))) {
                answerTo(*step, *answer);
            }
        }
    }

    PlayedQuestion note(const http::Request& request) {
        const std::string path = request.url.substr(0, request.url.find('?'));
        const std::string form =
            path.size() < request.url.size() ? request.url.substr(path.size() + 1) : request.body;
        PlayedQuestion question{path.substr(path.rfind('/') + 1), parseForm(form)};
        {
            const std::lock_guard lock(mutex_);
            asked_.push_back(question);
        }
        changed_.notify_all();
        return question;
    }

    static void answerTo(Step& step, const PlayedAnswer& answer) {
        const std::lock_guard lock(step.calling);
        if (step.isGivenUp) return;
        step.receiver.head({answer.status, {}});
        if (!step.isGivenUp) step.receiver.bytes(answer.body);
        finish(step);
    }
    static void finish(Step& step) {
        const std::lock_guard lock(step.calling);
        if (!step.isGivenUp) step.receiver.done(Done{});
    }

    const Play play_;
    mutable std::mutex mutex_;
    mutable std::condition_variable_any changed_;
    std::deque<std::shared_ptr<Step>> steps_;
    std::vector<PlayedQuestion> asked_;
    std::jthread thread_;  // last: it uses the rest
};

struct PlayedServer {
    explicit PlayedServer(PlayedCarrier::Play play)
        : carrier(std::make_shared<PlayedCarrier>(std::move(play))),
          client(std::make_shared<const prometheus::ServerClient>(office(), carrier, nullptr)) {}
    static http::Connection office() {
        http::Connection connection;
        connection.name = "office";
        connection.url = "http://office:9090";
        return connection;
    }
    std::shared_ptr<PlayedCarrier> carrier;
    std::shared_ptr<const prometheus::ServerClient> client;
};

inline std::string successWith(const std::string& data) {
    return fmt::format(R"({{"status":"success","data":{}}})", data);
}

inline PlayedAnswer refusalWith(const std::string& message) {
    return {fmt::format(R"({{"status":"error","errorType":"execution","error":"{}"}})", message), 422};
}

inline std::string pointText(const Sample& sample) {
    return fmt::format(R"([{},"{}"])", prometheus::apiTime(sample.timeMilliseconds), sample.value);
}

// Names and values without quotes.
inline std::string labelsJson(const Labels& labels) {
    std::string text;
    for (const auto& [name, value] : labels.pairs())
        text += fmt::format(R"({}"{}":"{}")", text.empty() ? "" : ",", name, value);
    return "{" + text + "}";
}

// As a vector each with its first sample.
inline PlayedAnswer answerWith(std::string_view type, const std::vector<SampleSeries>& series) {
    std::string all;
    for (const SampleSeries& one : series) {
        std::string points;
        for (const Sample& sample : one.samples)
            points += (points.empty() ? "" : ",") + pointText(sample);
        const bool isVector = type == "vector";
        all += fmt::format(R"({}{{"metric":{},"{}":{}}})", all.empty() ? "" : ",", labelsJson(one.labels),
                           isVector ? "value" : "values",
                           isVector ? pointText(one.samples.front()) : "[" + points + "]");
    }
    return {successWith(fmt::format(R"({{"resultType":"{}","result":[{}]}})", type, all))};
}

// What a range of all series of a host gives after these scrapes.
inline PlayedAnswer scrapesOf(const std::vector<std::vector<HostSample>>& scrapes) {
    std::map<Labels, std::vector<Sample>> byLabels;
    for (const auto& scrape : scrapes)
        for (const HostSample& one : scrape)
            byLabels[*one.labels].push_back(one.sample);
    std::vector<SampleSeries> all;
    for (auto& [labels, samples] : byLabels)
        all.push_back({labels, std::move(samples)});
    return answerWith("matrix", all);
}

// Of a host that has had so many page faults.
inline std::vector<HostSample> scrapeAt(std::int64_t time, double faults) {
    return {hostSample("up", 1, time), hostSample("node_vmstat_pgfault", faults, time)};
}

}  // namespace baro::test
