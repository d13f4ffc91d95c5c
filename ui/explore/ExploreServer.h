// One server that Explore asks: what is written is sent whole, and each answer says how long it took. GUI
// thread only; nothing blocks.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/hosts/ScrapePace.h"
#include "core/prometheus/ServerClient.h"

namespace baro::ui {

struct ExploreAnswer {
    Result<prometheus::QueryAnswer> answer;
    std::chrono::milliseconds took{0};
};

class ExploreServer : public QObject {
    Q_OBJECT
  public:
    using Client = std::shared_ptr<const prometheus::ServerClient>;

    explicit ExploreServer(Client client, QObject* parent = nullptr);
    ~ExploreServer() override;

    const Client& client() const { return client_; }
    const QString& name() const { return name_; }
    // Between two scrapes of most of its targets; the usual one until the server has told.
    std::chrono::milliseconds pace() const { return pace_; }
    // Asks for the pace, unless that was done.
    void learnPace();

    // A newer question takes the place of the one under way, which is never answered. One of each kind may be
    // under way.
    void askMoment(const std::string& text, std::int64_t time);
    void askRange(const prometheus::RangeQuestion& question);
    bool isAskedMoment() const { return moment_.asking != nullptr; }
    bool isAskedRange() const { return range_.asking != nullptr; }
    void cancelMoment();
    void cancelRange();

  signals:
    void paceChanged();
    void momentAnswered(const baro::ui::ExploreAnswer& answer);
    void rangeAnswered(const baro::ui::ExploreAnswer& answer);

  private:
    struct Question {
        std::unique_ptr<http::Carriage> asking;
        std::uint64_t number = 0;
        QElapsedTimer since;
    };
    using Taken = void (ExploreServer::*)(const Result<prometheus::QueryAnswer>&);
    prometheus::AnswerTold<prometheus::QueryAnswer> receiver(Question ExploreServer::*of, Taken taken);
    void takeMoment(const Result<prometheus::QueryAnswer>& answer);
    void takeRange(const Result<prometheus::QueryAnswer>& answer);
    void takePace(const Result<prometheus::QueryAnswer>& answer);

    const Client client_;
    const QString name_;
    std::chrono::milliseconds pace_ = ScrapePace::usualInterval;
    bool learns_ = false;
    Question moment_;
    Question range_;
    Question paceAsked_;
};

}  // namespace baro::ui
