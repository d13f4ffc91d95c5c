// Answers what the visible charts ask of the SeriesSource: once per tick, all of them together, on one worker
// thread, which keeps what it knows of each, so that a tick costs a tick. Answers come back by queued call;
// one that is out of date by then is dropped. GUI thread only, but for the worker.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/pages/ExpressionText.h"
#include "core/series/SeriesSource.h"
#include "ui/series/JoinedAxis.h"
#include "ui/series/Plot.h"
#include "ui/series/SampleGrid.h"

namespace baro::ui {

class ServerPast;
class TimeCursor;
class SeriesFeed;

struct SeriesQuestion {
    std::vector<std::string> expressions;  // PromQL; may name $interval, $host and the variables
    ExpressionVariables variables = {};
    std::optional<std::chrono::milliseconds> step = {};  // nothing: at every sample
    int maximumPoints = 0;                               // the width in pixels; 0 or less asks nothing
    // Up to the cursor's moment; nothing: the cursor's own range.
    std::optional<std::chrono::seconds> range;
    bool alwaysNewest = false;  // up to the newest moment, wherever the cursor is
    bool addsUp = false;        // the series are drawn upon each other: see PlotRequest
    bool operator==(const SeriesQuestion&) const = default;
};

struct SeriesAnswer {
    TimeRange range;
    std::vector<Result<Plot>> plots;  // one per expression, in their order
    JoinedAxis axis = {};             // what of it is a server's
};

// One asker. Owned by the chart; asks nothing any more once destroyed. Must not outlive its SeriesFeed.
class SeriesWatch {
  public:
    ~SeriesWatch();
    SeriesWatch(const SeriesWatch&) = delete;
    SeriesWatch& operator=(const SeriesWatch&) = delete;

    void ask(SeriesQuestion question);
    // Only while on screen: a hidden chart asks nothing and is fed nothing.
    void setVisible(bool visible);
    bool isVisible() const { return visible_; }

  private:
    friend class SeriesFeed;
    using Receiver = std::function<void(const SeriesAnswer&)>;
    SeriesWatch(SeriesFeed& feed, std::uint64_t id, Receiver receiver);
    void becomeDue();

    SeriesFeed& feed_;
    std::uint64_t id_;
    Receiver receiver_;
    SeriesQuestion question_;
    bool visible_ = false;
    std::uint64_t questionNumber_ = 0;
    std::uint64_t generation_ = 0;  // an answer to an older question is dropped
    std::uint64_t answeredGeneration_ = 0;
    // Of the newest moment: a column that is a minute wide need not be asked every second.
    std::int64_t dueAt_ = 0;
};

class SeriesFeed : public QObject {
    Q_OBJECT
  public:
    // source and cursor must outlive the feed.
    SeriesFeed(const SeriesSource& source, TimeCursor& cursor, QObject* parent = nullptr);
    ~SeriesFeed() override;

    // The receiver is called on the GUI thread with every answer.
    std::unique_ptr<SeriesWatch> watch(std::function<void(const SeriesAnswer&)> receiver);

    // Between two samples, from now on. Charts ask at this pace; where samples came more slowly before, at
    // that one.
    void setSampleInterval(std::chrono::milliseconds interval);
    std::chrono::milliseconds sampleInterval() const { return sampleInterval_; }
    // The same interval and host as another feed's, from now on.
    void followPaceOf(const SeriesFeed& other);
    // What $host stands for.
    void setHost(const std::string& name);
    // Where charts of this machine find what is not recorded; outlives them. Null: nowhere.
    void setServerPast(ServerPast* past);
    ServerPast* serverPast() const { return serverPast_; }
    // $interval and $host as they are now for the cursor's range.
    ExpressionVariables variables() const;

    const TimeCursor& cursor() const { return cursor_; }

    // Asks for every visible watch again, at the next turn of the event loop; at most 25 times a second.
    void refresh();
    bool isIdle() const;  // nothing asked that is not answered: for tests and screenshots

  signals:
    void paceChanged();  // the sample interval or the host

  private:
    friend class SeriesWatch;
    class Worker;
    void schedule();
    void send();
    void deliver(std::uint64_t id, std::uint64_t generation, const SeriesAnswer& answer);
    void forget(std::uint64_t id);
    std::chrono::milliseconds sampleIntervalSince(std::int64_t moment) const;
    SampleGrid gridFor(TimeRange range, std::optional<std::chrono::milliseconds> step = {}) const;
    std::vector<std::string> filledIn(const SeriesQuestion& question, const SampleGrid& grid) const;

    struct Pace {
        std::int64_t until = 0;
        std::chrono::milliseconds interval{0};
    };

    TimeCursor& cursor_;
    std::map<std::uint64_t, SeriesWatch*> watches_;
    std::chrono::milliseconds sampleInterval_{1000};
    std::vector<Pace> slowerBefore_;
    std::int64_t anchor_ = 0;  // a sample on whose grid the ticks stand
    std::string host_;
    ServerPast* serverPast_ = nullptr;
    std::uint64_t nextId_ = 1;
    bool scheduled_ = false;
    QElapsedTimer sinceSent_;
    std::unique_ptr<Worker> worker_;
};

}  // namespace baro::ui
