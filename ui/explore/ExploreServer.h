// One server that Explore asks: what is written is sent whole, and each answer says how long it took. What is
// shown of an answer is made of it on the carrier's thread, and the rest goes there: an answer may be larger
// than the window could look through without a stall. GUI thread only; nothing blocks.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/hosts/ScrapePace.h"
#include "core/prometheus/ServerClient.h"
#include "ui/explore/SourcedResults.h"

namespace baro::ui {

// What is shown of an answer.
template <class Shown>
struct ExploreAnswer {
    Result<Shown> shown;
    std::size_t series = 0;          // that the server told
    std::vector<std::string> notes;  // that the server says beside it
    std::chrono::milliseconds took{0};
};
using MomentAnswer = ExploreAnswer<MomentRows>;
using RangeAnswer = ExploreAnswer<Plot>;

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
    void momentAnswered(const baro::ui::MomentAnswer& answer);
    void rangeAnswered(const baro::ui::RangeAnswer& answer);

  private:
    struct Question {
        std::unique_ptr<http::Carriage> asking;
        std::uint64_t number = 0;
        QElapsedTimer since;
    };
    // make: of the server's answer what is shown, on the carrier's thread.
    template <class Shown>
    prometheus::AnswerTold<prometheus::QueryAnswer> receiver(
        Question ExploreServer::*of, std::function<Shown(prometheus::QueryAnswer)> make,
        void (ExploreServer::*taken)(ExploreAnswer<Shown>&));
    void begin(Question& question);
    void letGo(Question& question);
    void takeMoment(MomentAnswer& answer);
    void takeRange(RangeAnswer& answer);
    void takePace(ExploreAnswer<std::chrono::milliseconds>& answer);

    const Client client_;
    const QString name_;
    std::chrono::milliseconds pace_ = ScrapePace::usualInterval;
    bool learns_ = false;
    Question moment_;
    Question range_;
    Question paceAsked_;
};

}  // namespace baro::ui
