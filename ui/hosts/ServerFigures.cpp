#include "ui/hosts/ServerFigures.h"

#include <QDateTime>
#include <utility>

#include "ui/MachineText.h"
#include "ui/hosts/GuiThread.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::minutes trendLength{30};
constexpr std::chrono::seconds trendStep{30};
constexpr milliseconds movingCursor{150};   // each of its moments need not be asked
constexpr std::size_t mostDownAsked = 200;  // their names are in the question

std::optional<double> onlyValue(const prometheus::QueryAnswer& answer) {
    if (answer.series.empty() || answer.series.front().samples.empty()) return std::nullopt;
    return answer.series.front().samples.back().value;
}

}  // namespace

ServerFigures::ServerFigures(Client client, QObject* parent)
    : QObject(parent), client_(std::move(client)), scrapeInterval_(scrapeIntervalOf({})) {
    pause_.setSingleShot(true);
    connect(&pause_, &QTimer::timeout, this, &ServerFigures::ask);
}

ServerFigures::~ServerFigures() = default;

void ServerFigures::setWatched(bool isWatched) {
    if (isWatched == isWatched_) return;
    isWatched_ = isWatched;
    if (isWatched_) return ask();
    ++round_;
    pause_.stop();
    asked_.clear();
}

void ServerFigures::setMoment(std::optional<std::int64_t> moment) {
    if (moment == moment_) return;
    moment_ = moment;
    trendsUntil_ = 0;
    if (!isWatched_) return;
    ++round_;
    asked_.clear();
    pause_.start(movingCursor);
}

void ServerFigures::setDown(std::vector<HostTarget> down) {
    if (down.size() > mostDownAsked) down.resize(mostDownAsked);
    if (down == down_) return;
    down_ = std::move(down);
    isDownAsked_ = false;
    if (!isWatched_ || down_.empty() || moment_) return;
    askDown();
}

void ServerFigures::refresh() {
    if (isWatched_) ask();
}

// Answers of an earlier round are dropped.
template <class Take>
auto ServerFigures::ofThisRound(Take take) {
    ++underWay_;
    return [this, round = round_, take](auto answer) {
        if (round != round_) return;
        const Status status = answer ? Status(Done{}) : Status(answer.error());
        if (answer) take(*answer);
        answered(status);
    };
}

template <class Take>
void ServerFigures::askInstant(std::string expression, Take take) {
    asked_.push_back(
        client_->query({std::move(expression), moment_},
                       toldOnGuiThread<prometheus::QueryAnswer>(this, ofThisRound(std::move(take)))));
}

void ServerFigures::ask() {
    ++round_;
    underWay_ = good_ = 0;
    roundProblem_.clear();
    asked_.clear();
    pause_.stop();
    emit asking();
    const std::int64_t now = moment_.value_or(QDateTime::currentMSecsSinceEpoch());
    askInterval();
    askFigures();
    askTrends(now);
    if (!down_.empty() && !moment_) askDown();
}

// For the next round.
void ServerFigures::askInterval() {
    askInstant(std::string(scrapesQuery), [this](const prometheus::QueryAnswer& answer) {
        scrapeInterval_ = scrapeIntervalOf(onlyValue(answer));
    });
}

void ServerFigures::askFigures() {
    for (const HostFigureRow& row : hostFigures())
        askInstant(figureQuery(row.figure, scrapeInterval_),
                   [this, figure = row.figure](const prometheus::QueryAnswer& answer) {
                       figures_.takeFigure(figure, answer.series);
                   });
}

// Once a step, as before that there is nothing new.
void ServerFigures::askTrends(std::int64_t now) {
    const TrendGrid grid = trendGrid(now, trendLength, trendStep);
    const std::int64_t until = grid.first + static_cast<std::int64_t>(grid.count - 1) * grid.step;
    if (until == trendsUntil_) return;
    for (const HostFigure figure : hostTrends) {
        const prometheus::RangeQuestion question{
            figureQuery(figure, scrapeInterval_), {grid.first, until}, grid.step};
        const auto take = [this, figure, grid, until](const prometheus::QueryAnswer& answer) {
            figures_.takeTrend(figure, grid, answer.series);
            trendsUntil_ = until;
        };
        asked_.push_back(
            client_->queryRange(question, QDateTime::currentMSecsSinceEpoch(),
                                toldOnGuiThread<prometheus::QueryAnswer>(this, ofThisRound(take))));
    }
}

// Why the server tells on its page of targets, where it has one; since when does not change while they are.
void ServerFigures::askDown() {
    if (!isDownAsked_)
        askInstant(lastSeenQuery(down_), [this](const prometheus::QueryAnswer& answer) {
            figures_.takeLastSeen(answer.series);
            isDownAsked_ = true;
        });
    ++underWay_;
    asked_.push_back(client_->targets(toldOnGuiThread<prometheus::TreeAnswer>(
        this, [this, round = round_](const Result<prometheus::TreeAnswer>& answer) {
            if (round != round_) return;
            const auto targets = answer ? prometheus::readTargets(answer->data)
                                        : Result<std::vector<prometheus::ServerTarget>>(answer.error());
            if (targets) figures_.takeTargets(*targets);
            settle();
        })));
}

void ServerFigures::answered(const Status& status) {
    if (status)
        ++good_;
    else if (roundProblem_.isEmpty())
        roundProblem_ = machineText(status.error().message);
    settle();
}

void ServerFigures::settle() {
    if (--underWay_ > 0) return;
    asked_.clear();
    problem_ = roundProblem_;
    if (good_ > 0) answeredAt_ = moment_.value_or(QDateTime::currentMSecsSinceEpoch());
    if (!moment_) pause_.start(scrapeInterval_);
    emit changed();
}

}  // namespace baro::ui
