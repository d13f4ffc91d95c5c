#include "ui/hosts/ServerPast.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QPointer>
#include <utility>

#include "core/hosts/HostPace.h"
#include "core/hosts/ScrapePace.h"
#include "ui/MachineText.h"
#include "ui/hosts/HostPast.h"

namespace baro::ui {
namespace {

constexpr std::chrono::minutes soughtAgainAfter{1};

bool isRecent(const QElapsedTimer& since) {
    return since.isValid() && !since.hasExpired(std::chrono::milliseconds(soughtAgainAfter).count());
}

}  // namespace

ServerPast::ServerPast(QObject* parent) : QObject(parent) {}

ServerPast::~ServerPast() {
    drop();
}

void ServerPast::drop() {
    ++round_;
    isSeeking_ = hasReach_ = false;
    pace_.reset();
    // Nobody waits for a server that does not answer.
    ending_.request_stop();
    if (source_) source_->giveUp();
    frames_.reset();
    reader_.reset();
    source_.reset();
    host_.reset();
    server_.clear();
    problem_.clear();
}

void ServerPast::setHasServers(bool hasServers) {
    const bool isNew = std::exchange(hasServers_, hasServers) != hasServers;
    sinceSought_.invalidate();
    // Another of them may know more.
    drop();
    emit changed();
    if (isNew) emit hasServersChanged();
}

void ServerPast::setUnknown(const QString& problem) {
    if (!host_ && problem == problem_ && !isSeeking_) return;
    drop();
    problem_ = problem;
    emit changed();
}

void ServerPast::setHost(const WatchedHost& host) {
    const bool isSame = host_ && host_->client == host.client && host_->target == host.target;
    if (isSame && (isThere() || pace_ != nullptr)) return;
    drop();
    isSeeking_ = true;
    host_ = host;
    server_ = machineText(host.client->connection().name);
    pace_ = host.client->query(
        {paceQuery(selectorOf(host.target)), {}},
        [past = QPointer(this), round = round_](Result<prometheus::QueryAnswer> answer) {
            // Only the GUI thread looks whether this is there.
            auto letter = std::make_shared<Result<prometheus::QueryAnswer>>(std::move(answer));
            QMetaObject::invokeMethod(qApp, [past, round, letter] {
                if (past != nullptr && past->round_ == round) past->takePace(*letter);
            });
        });
}

void ServerPast::takePace(const Result<prometheus::QueryAnswer>& answer) {
    pace_.reset();
    isSeeking_ = false;
    if (!answer) {
        problem_ = machineText(answer.error().message);
        emit changed();
        return;
    }
    scrapeInterval_ = paceIn(*answer).value_or(ScrapePace::usualInterval);
    source_ = std::make_unique<ServerSource>(host_->client, host_->target,
                                             [] { return QDateTime::currentMSecsSinceEpoch(); });
    source_->setScrapeInterval(scrapeInterval_);
    reader_ = std::make_unique<PeriodReader>(*source_);
    connect(reader_.get(), &PeriodReader::answered, this, &ServerPast::answered);
    ending_ = {};
    frames_ = std::make_unique<PastFrames>(pastOn(*host_, ending_.get_token()));
    connect(frames_.get(), &PastFrames::found, this, &ServerPast::found);
    connect(frames_.get(), &PastFrames::reaches, this, [this](const TimeRange& extent) {
        hasReach_ = true;
        emit reaches(extent);
    });
    askReach();
    emit changed();
}

void ServerPast::askReach() {
    sinceReachAsked_.start();
    frames_->askExtent();
}

void ServerPast::seek() {
    if (isThere() && !hasReach_ && !isRecent(sinceReachAsked_)) askReach();
    if (!hasServers_ || isThere() || pace_ != nullptr || isRecent(sinceSought_)) return;
    sinceSought_.start();
    isSeeking_ = true;
    emit sought();
}

void ServerPast::ask(int chart, PeriodQuestion question) {
    if (reader_) reader_->ask(chart, std::move(question));
}

void ServerPast::forget(int chart) {
    if (reader_) reader_->forget(chart);
}

void ServerPast::askFrame(std::int64_t time) {
    if (frames_) frames_->ask(time);
}

}  // namespace baro::ui
