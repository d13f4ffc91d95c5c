#include "core/prometheus/ServerClient.h"

#include <utility>

#include "core/base/Escape.h"
#include "core/prometheus/RangeAsking.h"

namespace baro::prometheus {
namespace {

Error named(const ServerAccess& access, const Error& error) {
    return {error.kind, escapedForTerminal(access.connection.name) + ": " + error.message};
}

// Prometheus gives version, Mimir application and version; VictoriaMetrics calls itself by a Prometheus's
// version.
BuildInfo buildInfoOf(const Json& data) {
    BuildInfo info{escapedForTerminal(textOf(data, "application")),
                   escapedForTerminal(textOf(data, "version"))};
    if (info.application.empty()) info.application = "Prometheus";
    return info;
}

// First what has built it, and where that page is missing, a question that every such server answers.
class Examination final : public http::Carriage {
  public:
    Examination(std::shared_ptr<const ServerAccess> access, AnswerTold<BuildInfo> told)
        : access_(std::move(access)), told_(std::move(told)) {
        steps_.next([this] {
            return std::make_unique<Exchange>(access_, buildInfoCall(), AnswerKind::Tree,
                                              [this](auto reader) {
                                                  if (reader)
                                                      return tell(buildInfoOf((*reader)->takeTree().data));
                                                  if (reader.error().kind != ErrorKind::Failed)
                                                      return tell(reader.error());
                                                  askAnything();
                                              });
        });
    }

  private:
    void askAnything() {
        steps_.next([this] {
            return std::make_unique<Exchange>(access_, callOf(InstantQuestion{"vector(1)", std::nullopt}),
                                              AnswerKind::Query, [this](auto reader) {
                                                  if (!reader) return tell(reader.error());
                                                  tell(BuildInfo{"a server with Prometheus's API", {}});
                                              });
        });
    }
    void tell(Result<BuildInfo> result) {
        const auto told = std::move(told_);
        told(result ? std::move(result) : Result<BuildInfo>(named(*access_, result.error())));
    }

    const std::shared_ptr<const ServerAccess> access_;
    AnswerTold<BuildInfo> told_;
    http::StepChain steps_;
};

}  // namespace

ServerClient::ServerClient(http::Connection connection, std::shared_ptr<http::HttpCarrier> carrier,
                           std::shared_ptr<http::SecretStore> secrets, ClientSettings settings)
    : access_(std::make_shared<const ServerAccess>(
          ServerAccess{std::move(connection), std::move(carrier), std::move(secrets), std::move(settings)})),
      cache_(std::make_shared<RangeCache>()) {}

template <class Answer>
ServerClient::Asking ServerClient::ask(const ApiCall& call, AnswerKind kind, Answer (AnswerReader::*take)(),
                                       AnswerTold<Answer> told) const {
    return std::make_unique<Exchange>(
        access_, call, kind,
        [access = access_, take, told = std::move(told)](Result<std::unique_ptr<AnswerReader>> reader) {
            told(reader ? Result<Answer>(((**reader).*take)())
                        : Result<Answer>(named(*access, reader.error())));
        });
}

ServerClient::Asking ServerClient::query(const InstantQuestion& question,
                                         AnswerTold<QueryAnswer> told) const {
    return ask(callOf(question), AnswerKind::Query, &AnswerReader::takeQuery, std::move(told));
}

ServerClient::Asking ServerClient::queryRange(const RangeQuestion& question, std::int64_t now,
                                              AnswerTold<QueryAnswer> told) const {
    return std::make_unique<RangeAsking>(
        access_, cache_, question, now,
        [access = access_, told = std::move(told)](Result<QueryAnswer> answer) {
            told(answer ? std::move(answer) : Result<QueryAnswer>(named(*access, answer.error())));
        });
}

ServerClient::Asking ServerClient::series(const SeriesQuestion& question,
                                          AnswerTold<SeriesAnswer> told) const {
    return ask(seriesCall(question), AnswerKind::Series, &AnswerReader::takeSeries, std::move(told));
}

ServerClient::Asking ServerClient::labelNames(const SeriesQuestion& question,
                                              AnswerTold<TextsAnswer> told) const {
    return ask(labelNamesCall(question), AnswerKind::Texts, &AnswerReader::takeTexts, std::move(told));
}

ServerClient::Asking ServerClient::labelValues(const std::string& label, const SeriesQuestion& question,
                                               AnswerTold<TextsAnswer> told) const {
    return ask(labelValuesCall(label, question), AnswerKind::Texts, &AnswerReader::takeTexts,
               std::move(told));
}

ServerClient::Asking ServerClient::metadata(const std::string& metric, AnswerTold<TreeAnswer> told) const {
    return ask(metadataCall(metric), AnswerKind::Tree, &AnswerReader::takeTree, std::move(told));
}

ServerClient::Asking ServerClient::rules(AnswerTold<TreeAnswer> told) const {
    return ask(rulesCall(), AnswerKind::Tree, &AnswerReader::takeTree, std::move(told));
}

ServerClient::Asking ServerClient::alerts(AnswerTold<TreeAnswer> told) const {
    return ask(alertsCall(), AnswerKind::Tree, &AnswerReader::takeTree, std::move(told));
}

ServerClient::Asking ServerClient::targets(AnswerTold<TreeAnswer> told) const {
    return ask(targetsCall(), AnswerKind::Tree, &AnswerReader::takeTree, std::move(told));
}

ServerClient::Asking ServerClient::examine(AnswerTold<BuildInfo> told) const {
    return std::make_unique<Examination>(access_, std::move(told));
}

ServerClient::Asking ServerClient::raw(const ApiCall& call, AnswerTold<RawAnswer> told) const {
    const auto text = std::make_shared<std::string>();
    return std::make_unique<Exchange>(
        access_, call, AnswerKind::Query,
        [access = access_, text, told = std::move(told)](Result<std::unique_ptr<AnswerReader>> reader) {
            told(reader ? Result<RawAnswer>(RawAnswer{std::move(*text), (*reader)->takeTexts().notes})
                        : Result<RawAnswer>(named(*access, reader.error())));
        },
        text);
}

}  // namespace baro::prometheus
