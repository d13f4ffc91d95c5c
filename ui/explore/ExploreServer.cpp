#include "ui/explore/ExploreServer.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QPointer>
#include <QThreadPool>
#include <utility>

#include "core/base/FreeMemory.h"
#include "core/hosts/HostPace.h"
#include "ui/MachineText.h"
#include "ui/explore/ResultTable.h"

namespace baro::ui {

using prometheus::QueryAnswer;

namespace {

std::vector<std::string> notesIn(const prometheus::Notes& notes) {
    std::vector<std::string> all = notes.warnings;
    all.insert(all.end(), notes.infos.begin(), notes.infos.end());
    return all;
}

template <class Shown>
ExploreAnswer<Shown> shownOf(Result<QueryAnswer> answer, const std::function<Shown(QueryAnswer)>& make) {
    if (!answer) return {answer.error(), 0, {}};
    const std::size_t series = answer->series.size();
    std::vector<std::string> notes = notesIn(answer->notes);
    return {make(std::move(answer).value()), series, std::move(notes)};
}

}  // namespace

ExploreServer::ExploreServer(Client client, QObject* parent)
    : QObject(parent), client_(std::move(client)), name_(machineText(client_->connection().name)) {}

ExploreServer::~ExploreServer() = default;

void ExploreServer::begin(Question& question) {
    letGo(question);
    question.since.start();
    ++question.number;
}

void ExploreServer::letGo(Question& question) {
    ++question.number;
    if (question.asking == nullptr) return;
    question.asking.reset();
    QThreadPool::globalInstance()->start([] { giveFreeMemoryBack(); });
}

// What is told comes on the carrier's thread; only the GUI thread looks whether it is still wanted.
template <class Shown>
prometheus::AnswerTold<QueryAnswer> ExploreServer::receiver(
    Question ExploreServer::*of, std::function<Shown(QueryAnswer)> make,
    void (ExploreServer::*taken)(ExploreAnswer<Shown>&)) {
    begin(this->*of);
    return [server = QPointer(this), of, make = std::move(make), taken,
            number = (this->*of).number](Result<QueryAnswer> answer) {
        auto letter = std::make_shared<ExploreAnswer<Shown>>(shownOf<Shown>(std::move(answer), make));
        QMetaObject::invokeMethod(qApp, [server, of, taken, number, letter] {
            if (server == nullptr || (server->*of).number != number) return;
            letter->took = std::chrono::milliseconds((server->*of).since.elapsed());
            server->letGo(server->*of);
            (server->*taken)(*letter);
        });
    };
}

void ExploreServer::learnPace() {
    if (std::exchange(learns_, true)) return;
    const auto make = [](const QueryAnswer& answer) {
        return paceIn(answer).value_or(ScrapePace::usualInterval);
    };
    auto told =
        receiver<std::chrono::milliseconds>(&ExploreServer::paceAsked_, make, &ExploreServer::takePace);
    paceAsked_.asking = client_->query({paceQuery(), {}}, std::move(told));
}

void ExploreServer::takePace(ExploreAnswer<std::chrono::milliseconds>& answer) {
    if (!answer.shown) {
        learns_ = false;  // it may be back for the next question
        return;
    }
    if (std::exchange(pace_, *answer.shown) != pace_) emit paceChanged();
}

void ExploreServer::askMoment(const std::string& text, std::int64_t time) {
    auto told = receiver<MomentRows>(
        &ExploreServer::moment_,
        [](QueryAnswer answer) { return rowsOf(std::move(answer), ResultTable::mostRows); },
        &ExploreServer::takeMoment);
    moment_.asking = client_->query({text, time}, std::move(told));
}

void ExploreServer::askRange(const prometheus::RangeQuestion& question) {
    auto told = receiver<Plot>(
        &ExploreServer::range_,
        [range = question.range, step = question.stepMilliseconds](const QueryAnswer& answer) {
            return plotOf(answer, range, step);
        },
        &ExploreServer::takeRange);
    range_.asking = client_->queryRange(question, QDateTime::currentMSecsSinceEpoch(), std::move(told));
}

void ExploreServer::cancelMoment() {
    letGo(moment_);
}

void ExploreServer::cancelRange() {
    letGo(range_);
}

void ExploreServer::takeMoment(MomentAnswer& answer) {
    emit momentAnswered(answer);
}

void ExploreServer::takeRange(RangeAnswer& answer) {
    emit rangeAnswered(answer);
}

}  // namespace baro::ui
