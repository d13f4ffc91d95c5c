// Asks one server with Prometheus's HTTP API: Prometheus, Thanos, Mimir, VictoriaMetrics, another Barograph.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/prometheus/Answer.h"
#include "core/prometheus/Exchange.h"
#include "core/prometheus/Question.h"
#include "core/prometheus/RangeCache.h"

namespace baro::prometheus {

template <class Answer>
using AnswerTold = std::function<void(Result<Answer>)>;

// What has built the server, in its own words.
struct BuildInfo {
    std::string application;  // "Prometheus" where it does not say
    std::string version;      // empty: it does not say
};

// An answer as it came, for whoever passes it on.
struct RawAnswer {
    std::string text;
    Notes notes;
};

// Any thread; nothing blocks. Each question is under way while what it returns lives, and is told on the
// carrier's thread, where it may be destroyed. Errors begin with the server's name and hold no secret.
class ServerClient {
  public:
    // secrets: may be null. Both go on living while anything is under way.
    ServerClient(http::Connection connection, std::shared_ptr<http::HttpCarrier> carrier,
                 std::shared_ptr<http::SecretStore> secrets, ClientSettings settings = {});

    const http::Connection& connection() const { return access_->connection; }

    using Asking = std::unique_ptr<http::Carriage>;
    [[nodiscard]] Asking query(const InstantQuestion& question, AnswerTold<QueryAnswer> told) const;
    // In parts, one after the other, of which those that are long over are kept. now: of the server's clock,
    // about.
    [[nodiscard]] Asking queryRange(const RangeQuestion& question, std::int64_t now,
                                    AnswerTold<QueryAnswer> told) const;
    [[nodiscard]] Asking series(const SeriesQuestion& question, AnswerTold<SeriesAnswer> told) const;
    [[nodiscard]] Asking labelNames(const SeriesQuestion& question, AnswerTold<TextsAnswer> told) const;
    [[nodiscard]] Asking labelValues(const std::string& label, const SeriesQuestion& question,
                                     AnswerTold<TextsAnswer> told) const;
    [[nodiscard]] Asking metadata(const std::string& metric, AnswerTold<TreeAnswer> told) const;
    [[nodiscard]] Asking rules(AnswerTold<TreeAnswer> told) const;
    [[nodiscard]] Asking alerts(AnswerTold<TreeAnswer> told) const;
    [[nodiscard]] Asking targets(AnswerTold<TreeAnswer> told) const;
    // Where there is no such page, but the API answers, nothing is known of it, and that is no error.
    [[nodiscard]] Asking examine(AnswerTold<BuildInfo> told) const;
    // Of query or query_range, checked as any other.
    [[nodiscard]] Asking raw(const ApiCall& call, AnswerTold<RawAnswer> told) const;

  private:
    template <class Answer>
    Asking ask(const ApiCall& call, AnswerKind kind, Answer (AnswerReader::*take)(),
               AnswerTold<Answer> told) const;

    const std::shared_ptr<const ServerAccess> access_;
    const std::shared_ptr<RangeCache> cache_;
};

}  // namespace baro::prometheus
