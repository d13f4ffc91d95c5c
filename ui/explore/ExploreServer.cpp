#include "ui/explore/ExploreServer.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QPointer>
#include <utility>

#include "core/hosts/HostPace.h"
#include "ui/MachineText.h"

namespace baro::ui {

using prometheus::QueryAnswer;

ExploreServer::ExploreServer(Client client, QObject* parent)
    : QObject(parent), client_(std::move(client)), name_(machineText(client_->connection().name)) {}

ExploreServer::~ExploreServer() = default;

// What is told comes on the carrier's thread; only the GUI thread looks whether it is still wanted.
prometheus::AnswerTold<QueryAnswer> ExploreServer::receiver(Question ExploreServer::*of, Taken taken) {
    Question& question = this->*of;
    question.asking.reset();
    question.since.start();
    return [server = QPointer(this), of, taken, number = ++question.number](Result<QueryAnswer> answer) {
        auto letter = std::make_shared<Result<QueryAnswer>>(std::move(answer));
        QMetaObject::invokeMethod(qApp, [server, of, taken, number, letter] {
            if (server == nullptr || (server->*of).number != number) return;
            (server->*of).asking.reset();
            (server->*taken)(*letter);
        });
    };
}

void ExploreServer::learnPace() {
    if (std::exchange(learns_, true)) return;
    paceAsked_.asking =
        client_->query({paceQuery(), {}}, receiver(&ExploreServer::paceAsked_, &ExploreServer::takePace));
}

void ExploreServer::takePace(const Result<QueryAnswer>& answer) {
    if (!answer) {
        learns_ = false;  // it may be back for the next question
        return;
    }
    const auto pace = paceIn(*answer).value_or(ScrapePace::usualInterval);
    if (std::exchange(pace_, pace) != pace) emit paceChanged();
}

void ExploreServer::askMoment(const std::string& text, std::int64_t time) {
    auto told = receiver(&ExploreServer::moment_, &ExploreServer::takeMoment);
    moment_.asking = client_->query({text, time}, std::move(told));
}

void ExploreServer::askRange(const prometheus::RangeQuestion& question) {
    auto told = receiver(&ExploreServer::range_, &ExploreServer::takeRange);
    range_.asking = client_->queryRange(question, QDateTime::currentMSecsSinceEpoch(), std::move(told));
}

void ExploreServer::cancelMoment() {
    ++moment_.number;
    moment_.asking.reset();
}

void ExploreServer::cancelRange() {
    ++range_.number;
    range_.asking.reset();
}

void ExploreServer::takeMoment(const Result<QueryAnswer>& answer) {
    emit momentAnswered({answer, std::chrono::milliseconds(moment_.since.elapsed())});
}

void ExploreServer::takeRange(const Result<QueryAnswer>& answer) {
    emit rangeAnswered({answer, std::chrono::milliseconds(range_.since.elapsed())});
}

}  // namespace baro::ui
