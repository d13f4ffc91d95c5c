// This machine as a server knows it: what its charts ask where the record has nothing. It is looked for when
// a chart first lacks something, never before. GUI thread only.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

#include "core/hosts/HostSampler.h"
#include "core/hosts/ServerSource.h"
#include "core/http/HttpCarrier.h"
#include "ui/PastFrames.h"
#include "ui/history/PeriodReader.h"

namespace baro::ui {

class ServerPast : public QObject {
    Q_OBJECT
  public:
    explicit ServerPast(QObject* parent = nullptr);
    ~ServerPast() override;

    // Whether there is any server that could know this machine. Without one nothing is sought or asked.
    void setHasServers(bool hasServers);
    bool hasServers() const { return hasServers_; }
    // The server that knows this machine. How often it scrapes it is asked first.
    void setHost(const WatchedHost& host);
    // None is known to; why, if a server did not answer.
    void setUnknown(const QString& problem);
    // Some chart lacks something: whoever knows servers looks for this machine there, but not all the time.
    void seek();

    // Somebody is looking for a server that knows this machine.
    bool isSeeking() const { return isSeeking_; }
    // It may be asked.
    bool isThere() const { return reader_ != nullptr; }
    const QString& server() const { return server_; }
    const std::optional<WatchedHost>& host() const { return host_; }
    std::chrono::milliseconds scrapeInterval() const { return scrapeInterval_; }
    const QString& problem() const { return problem_; }

    // As PeriodReader. chart: one of nextChart().
    int nextChart() { return ++charts_; }
    void ask(int chart, PeriodQuestion question);
    void forget(int chart);
    // Its Frame of a moment, milliseconds since 1970; of questions that wait only the newest is answered.
    void askFrame(std::int64_t time);

  signals:
    void hasServersChanged();  // what was answered without a look at servers is to be asked again
    void sought();
    void changed();  // it may be asked now, or no more, or there is another problem
    void answered(int chart, const std::shared_ptr<const baro::ui::PeriodPlots>& plots);
    void found(qint64 time, const baro::FramePtr& frame, baro::ui::PastAnswer answer);  // as PastFrames
    void reaches(const baro::TimeRange& extent);  // how far it knows this machine

  private:
    void askReach();
    void takePace(const Result<prometheus::QueryAnswer>& answer);
    void drop();

    bool hasServers_ = false;
    std::optional<WatchedHost> host_;
    QString server_;
    QString problem_;
    std::chrono::milliseconds scrapeInterval_{0};
    QElapsedTimer sinceSought_;
    QElapsedTimer sinceReachAsked_;
    bool hasReach_ = false;
    bool isSeeking_ = false;
    int charts_ = 0;
    std::uint64_t round_ = 0;  // an answer about a host of before is dropped
    std::unique_ptr<http::Carriage> pace_;
    std::unique_ptr<ServerSource> source_;
    std::unique_ptr<PeriodReader> reader_;  // goes before its source
    std::stop_source ending_;               // of what the next one asks
    std::unique_ptr<PastFrames> frames_;
};

}  // namespace baro::ui
