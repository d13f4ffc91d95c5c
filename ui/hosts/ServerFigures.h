// What one server says of all its hosts, asked again at the pace at which it scrapes, while somebody looks.
// GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/hosts/HostFigures.h"
#include "core/prometheus/ServerClient.h"

namespace baro::ui {

class ServerFigures : public QObject {
    Q_OBJECT
  public:
    using Client = std::shared_ptr<const prometheus::ServerClient>;

    explicit ServerFigures(Client client, QObject* parent = nullptr);
    ~ServerFigures() override;

    const Client& client() const { return client_; }
    // False: nothing is asked any more. True: it is asked at once.
    void setWatched(bool isWatched);
    // Milliseconds since 1970; nothing: now, again and again.
    void setMoment(std::optional<std::int64_t> moment);
    // Those that do not answer: since when, and why, is asked as well.
    void setDown(std::vector<HostTarget> down);
    void refresh();

    const HostFigures& figures() const { return figures_; }
    // When all of it was answered last; nothing: not yet. Milliseconds since 1970.
    std::optional<std::int64_t> answeredAt() const { return answeredAt_; }
    // Why what is there may be out of date, or is not whole; empty: it is neither.
    const QString& problem() const { return problem_; }
    bool isAsking() const { return !asked_.empty(); }

  signals:
    void changed();  // once for all answers of a round
    void asking();   // a new round begins

  private:
    using Answer = Result<prometheus::QueryAnswer>;
    void ask();
    void askFigures();
    void askTrends(std::int64_t now);
    void askInterval();
    void askDown();
    template <class Take>
    void askInstant(std::string expression, Take take);
    template <class Take>
    auto ofThisRound(Take take);
    void answered(const Status& status);
    void settle();

    const Client client_;
    std::optional<std::int64_t> moment_;
    std::vector<HostTarget> down_;
    bool isWatched_ = false;
    bool isDownAsked_ = false;  // since when they are
    std::int64_t trendsUntil_ = 0;
    std::chrono::milliseconds scrapeInterval_;
    HostFigures figures_;
    std::optional<std::int64_t> answeredAt_;
    QString problem_;

    std::uint64_t round_ = 0;
    int underWay_ = 0;
    int good_ = 0;          // answers of this round
    QString roundProblem_;  // the first
    std::vector<std::unique_ptr<http::Carriage>> asked_;
    QTimer pause_;
};

}  // namespace baro::ui
