#include "ui/SeriesFeed.h"

#include <QTimer>
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "core/promql/Engine.h"
#include "ui/TimeCursor.h"
#include "ui/hosts/ServerPast.h"
#include "ui/series/LivePlot.h"

namespace baro::ui {

namespace {

constexpr std::chrono::milliseconds shortestPause{40};  // 25 Hz

struct Order {
    std::uint64_t watch = 0;
    std::uint64_t generation = 0;
    std::uint64_t question = 0;  // another one makes an evaluation of this one useless
    std::vector<std::string> expressions;
    TimeRange range;
    SampleGrid grid;
    std::int64_t newest = 0;
    int maximumPoints = 0;
    bool addsUp = false;
};

}  // namespace

// The one thread that asks the source. It holds one batch under way and one that waits; a newer order of the
// same watch replaces the waiting one. What each watch has been told is kept until it is forgotten.
class SeriesFeed::Worker {
  public:
    using Deliver = std::function<void(std::uint64_t, std::uint64_t, SeriesAnswer)>;
    Worker(const SeriesSource& source, Deliver deliver)
        : source_(source),
          deliver_(std::move(deliver)),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

    void take(std::vector<Order> orders) {
        {
            const std::lock_guard lock(mutex_);
            for (Order& order : orders) {
                if (order.watch == watchAsked_ && order.question != questionAsked_) cancel_.request_stop();
                replaceOrAdd(std::move(order));
            }
        }
        wake_.notify_one();
    }

    void forget(std::uint64_t watch) {
        const std::lock_guard lock(mutex_);
        std::erase_if(waiting_, [watch](const Order& order) { return order.watch == watch; });
        if (watch == watchAsked_) cancel_.request_stop();
        forgotten_.push_back(watch);
    }

  private:
    void replaceOrAdd(Order order) {
        for (Order& waiting : waiting_)
            if (waiting.watch == order.watch) {
                waiting = std::move(order);
                return;
            }
        waiting_.push_back(std::move(order));
    }

    void run(const std::stop_token& stop) {
        for (;;) {
            std::vector<Order> batch;
            {
                std::unique_lock lock(mutex_);
                if (!wake_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
                batch = std::exchange(waiting_, {});
                for (const std::uint64_t watch : std::exchange(forgotten_, {}))
                    kept_.erase(watch);
            }
            for (const Order& order : batch) {
                const std::stop_token canceled = begin(order);
                const std::stop_callback ends(stop, [this] { cancel(); });
                SeriesAnswer answer = answerTo(order, canceled);
                if (stop.stop_requested()) return;
                if (!canceled.stop_requested()) deliver_(order.watch, order.generation, std::move(answer));
            }
        }
    }

    std::stop_token begin(const Order& order) {
        const std::lock_guard lock(mutex_);
        watchAsked_ = order.watch;
        questionAsked_ = order.question;
        cancel_ = {};
        return cancel_.get_token();
    }

    void cancel() {
        const std::lock_guard lock(mutex_);
        cancel_.request_stop();
    }

    SeriesAnswer answerTo(const Order& order, const std::stop_token& stop) {
        SeriesAnswer answer{order.range, {}};
        std::vector<LivePlot>& kept = kept_[order.watch];
        kept.resize(order.expressions.size());
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const PlotRequest request{order.expressions[i],
                                      order.grid,
                                      order.grid.tickAt(order.range.from),
                                      order.grid.tickAt(order.range.to),
                                      order.newest,
                                      order.addsUp};
            const Status updated = kept[i].update(request, engine_, source_, {stop, {}});
            if (updated)
                answer.plots.emplace_back(kept[i].plot(order.maximumPoints));
            else
                answer.plots.emplace_back(updated.error());
        }
        return answer;
    }

    const SeriesSource& source_;
    const promql::Engine engine_;
    std::map<std::uint64_t, std::vector<LivePlot>> kept_;  // by watch; the worker's alone
    Deliver deliver_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::vector<Order> waiting_;            // guarded by mutex_
    std::vector<std::uint64_t> forgotten_;  // guarded by mutex_
    std::uint64_t watchAsked_ = 0;          // guarded by mutex_, as the next two are
    std::uint64_t questionAsked_ = 0;
    std::stop_source cancel_;  // of the evaluation under way
    std::jthread thread_;      // last: it uses the rest
};

SeriesWatch::SeriesWatch(SeriesFeed& feed, std::uint64_t id, Receiver receiver)
    : feed_(feed), id_(id), receiver_(std::move(receiver)) {}

SeriesWatch::~SeriesWatch() {
    feed_.watches_.erase(id_);
    feed_.forget(id_);
}

void SeriesWatch::ask(SeriesQuestion question) {
    if (question == question_) return;
    question_ = std::move(question);
    ++questionNumber_;
    becomeDue();
}

void SeriesWatch::setVisible(bool visible) {
    if (visible == visible_) return;
    visible_ = visible;
    if (visible_)
        becomeDue();
    else
        feed_.forget(id_);
}

void SeriesWatch::becomeDue() {
    ++generation_;
    answeredGeneration_ = 0;
    dueAt_ = 0;
    feed_.schedule();
}

SeriesFeed::SeriesFeed(const SeriesSource& source, TimeCursor& cursor, QObject* parent)
    : QObject(parent), cursor_(cursor) {
    worker_ = std::make_unique<Worker>(source, [this](auto watch, auto generation, SeriesAnswer answer) {
        QMetaObject::invokeMethod(
            this,
            [this, watch, generation, answer = std::move(answer)] { deliver(watch, generation, answer); },
            Qt::QueuedConnection);
    });
    connect(&cursor_, &TimeCursor::advanced, this, &SeriesFeed::schedule);
    connect(&cursor_, &TimeCursor::changed, this, &SeriesFeed::refresh);
}

SeriesFeed::~SeriesFeed() = default;

std::unique_ptr<SeriesWatch> SeriesFeed::watch(std::function<void(const SeriesAnswer&)> receiver) {
    const std::uint64_t id = nextId_++;
    std::unique_ptr<SeriesWatch> watch(new SeriesWatch(*this, id, std::move(receiver)));
    watches_.emplace(id, watch.get());
    return watch;
}

void SeriesFeed::forget(std::uint64_t id) {
    if (worker_) worker_->forget(id);
}

void SeriesFeed::setSampleInterval(std::chrono::milliseconds interval) {
    if (interval == sampleInterval_ || interval.count() <= 0) return;
    std::erase_if(slowerBefore_, [interval](const Pace& pace) { return pace.interval <= interval; });
    if (interval < sampleInterval_ && cursor_.newest() > 0)
        slowerBefore_.push_back({cursor_.newest(), sampleInterval_});
    sampleInterval_ = interval;
    anchor_ = 0;
    emit paceChanged();
    refresh();
}

void SeriesFeed::followPaceOf(const SeriesFeed& other) {
    const auto follow = [this, &other] {
        sampleInterval_ = other.sampleInterval_;
        slowerBefore_ = other.slowerBefore_;
        host_ = other.host_;
        anchor_ = 0;
        refresh();
    };
    connect(&other, &SeriesFeed::paceChanged, this, follow);
    follow();
}

void SeriesFeed::setHost(const std::string& name) {
    if (name == host_) return;
    host_ = name;
    emit paceChanged();
    refresh();
}

std::chrono::milliseconds SeriesFeed::sampleIntervalSince(std::int64_t moment) const {
    auto interval = sampleInterval_;
    for (const Pace& pace : slowerBefore_)
        if (moment <= pace.until) interval = std::max(interval, pace.interval);
    return interval;
}

SampleGrid SeriesFeed::gridFor(TimeRange range, std::optional<std::chrono::milliseconds> step) const {
    const std::chrono::milliseconds length(range.to - range.from);
    const auto grid = SampleGrid::through(anchor_, sampleIntervalSince(range.from), length);
    return step ? grid.withStep(*step, length) : grid;
}

ExpressionVariables SeriesFeed::variables() const {
    return {{std::string(intervalVariable), durationText(gridFor(cursor_.shown()).rateRange())},
            {std::string(hostVariable), host_}};
}

// Charts of a moment in the past are not asked again by themselves.
void SeriesFeed::setServerPast(ServerPast* past) {
    if (serverPast_ != nullptr) disconnect(serverPast_, nullptr, this, nullptr);
    serverPast_ = past;
    if (past != nullptr) connect(past, &ServerPast::hasServersChanged, this, &SeriesFeed::refresh);
}

void SeriesFeed::refresh() {
    for (const auto& [id, watch] : watches_)
        watch->dueAt_ = 0;
    schedule();
}

bool SeriesFeed::isIdle() const {
    if (scheduled_) return false;
    return std::none_of(watches_.begin(), watches_.end(), [](const auto& entry) {
        const SeriesWatch& watch = *entry.second;
        return watch.visible_ && watch.question_.maximumPoints > 0 &&
               watch.answeredGeneration_ != watch.generation_;
    });
}

void SeriesFeed::schedule() {
    if (scheduled_) return;
    scheduled_ = true;
    const auto since = sinceSent_.isValid() ? sinceSent_.elapsed() : shortestPause.count();
    const auto pause = std::max<qint64>(0, shortestPause.count() - since);
    QTimer::singleShot(static_cast<int>(pause), this, &SeriesFeed::send);
}

void SeriesFeed::send() {
    scheduled_ = false;
    if (cursor_.newest() == 0) return;
    sinceSent_.start();
    if (!SampleGrid::through(anchor_, sampleInterval_, {}).holds(cursor_.newest()))
        anchor_ = cursor_.newest();
    std::vector<Order> orders;
    for (const auto& [id, watch] : watches_) {
        const SeriesQuestion& question = watch->question_;
        if (!watch->visible_ || question.maximumPoints <= 0 || question.expressions.empty()) continue;
        const std::int64_t to = question.alwaysNewest ? cursor_.newest() : cursor_.moment();
        if (cursor_.newest() < watch->dueAt_) continue;
        const auto length = std::chrono::milliseconds(question.range.value_or(cursor_.range())).count();
        watch->dueAt_ = cursor_.newest() + length / question.maximumPoints;
        const TimeRange range{to - length, to};
        const SampleGrid grid = gridFor(range, question.step);
        orders.push_back({id, ++watch->generation_, watch->questionNumber_, filledIn(question, grid), range,
                          grid, cursor_.newest(), question.maximumPoints, question.addsUp});
    }
    if (!orders.empty()) worker_->take(std::move(orders));
}

std::vector<std::string> SeriesFeed::filledIn(const SeriesQuestion& question, const SampleGrid& grid) const {
    ExpressionVariables variables = question.variables;
    variables[std::string(intervalVariable)] = durationText(grid.rateRange());
    variables.try_emplace(std::string(hostVariable), host_);
    std::vector<std::string> texts;
    texts.reserve(question.expressions.size());
    for (const std::string& expression : question.expressions)
        texts.push_back(withVariables(expression, variables));
    return texts;
}

void SeriesFeed::deliver(std::uint64_t id, std::uint64_t generation, const SeriesAnswer& answer) {
    const auto found = watches_.find(id);
    if (found == watches_.end()) return;
    SeriesWatch& watch = *found->second;
    if (!watch.visible_ || generation != watch.generation_) return;
    watch.answeredGeneration_ = generation;
    watch.receiver_(answer);
}

}  // namespace baro::ui
