// A server that takes samples, as a test has it: what it got, and how it answers.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/core/remotewrite/WireRequest.h"
#include "tests/support/FakeCarrier.h"

namespace baro::test {

class WriteReceiver {
  public:
    using Samples = std::map<std::int64_t, std::uint64_t>;  // bits of values, by time

    std::shared_ptr<FakeCarrier> carrier = std::make_shared<FakeCarrier>();
    std::map<std::string, Samples> series;
    int differences = 0;                // samples that came with another value than before
    int broken = 0;                     // requests that are none
    int taken = 0;                      // requests
    std::vector<std::string> metadata;  // of each family, in the order in which it came
    std::int64_t newest = 0;
    // The status that a request is answered with; 204 takes it.
    std::function<int(const prometheus::WriteRequest&)> status;

    // Answers what waits; false: nothing did. isLost: the answer does not arrive.
    bool answerOne(bool isLost = false) {
        const auto asked = carrier->next();
        if (!asked) return false;
        const auto request = readRequest(asked->request.body);
        if (!request) ++broken;
        const int answer = !request ? 400 : status ? status(*request) : 204;
        if (request && answer == 204) take(*request);
        if (!isLost) asked->answer(answer, answer == 204 ? "" : "out of order sample");
        return true;
    }
    std::size_t samples() const {
        std::size_t count = 0;
        for (const auto& [labels, all] : series)
            count += all.size();
        return count;
    }

  private:
    void take(const prometheus::WriteRequest& request) {
        ++taken;
        for (const auto& each : request.metadata())
            metadata.push_back(each.metric_family_name() + " " + std::to_string(each.type()) + " " +
                               each.unit() + ": " + each.help());
        for (const auto& each : request.timeseries()) {
            Samples& all = series[namesOf(each)];
            for (const auto& sample : each.samples()) {
                const auto bits = std::bit_cast<std::uint64_t>(sample.value());
                const auto [known, isNew] = all.emplace(sample.timestamp(), bits);
                differences += known->second == bits ? 0 : 1;
                newest = std::max<std::int64_t>(newest, sample.timestamp());
            }
        }
    }
};

inline int samplesIn(const prometheus::WriteRequest& request) {
    int samples = 0;
    for (const auto& series : request.timeseries())
        samples += series.samples_size();
    return samples;
}

inline std::int64_t oldestTime(const prometheus::WriteRequest& request) {
    std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
    for (const auto& series : request.timeseries())
        for (const auto& sample : series.samples())
            oldest = std::min<std::int64_t>(oldest, sample.timestamp());
    return oldest;
}

}  // namespace baro::test
