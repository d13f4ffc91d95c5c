#include "ui/SeriesFeed.h"

#include <QTimer>
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "ui/TimeCursor.h"

namespace baro::ui {

namespace {

constexpr std::chrono::milliseconds shortestPause{40};  // 25 Hz

struct Order {
    std::uint64_t watch = 0;
    std::uint64_t generation = 0;
    std::vector<SeriesExpression> expressions;
    TimeRange range;
    int maximumPoints = 0;
};

SeriesAnswer answerTo(const Order& order, const SeriesSource& source) {
    SeriesAnswer answer{order.range, {}};
    answer.plots.reserve(order.expressions.size());
    for (const SeriesExpression& expression : order.expressions)
        answer.plots.push_back(evaluate(expression, source, order.range, order.maximumPoints));
    return answer;
}

}  // namespace

// The one thread that asks the source. It holds one batch under way and one that waits; a newer order of the
// same watch replaces the waiting one.
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
            for (Order& order : orders)
                replaceOrAdd(std::move(order));
        }
        wake_.notify_one();
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
            }
            for (const Order& order : batch) {
                if (stop.stop_requested()) return;
                deliver_(order.watch, order.generation, answerTo(order, source_));
            }
        }
    }

    const SeriesSource& source_;
    Deliver deliver_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::vector<Order> waiting_;  // guarded by mutex_
    std::jthread thread_;         // last: it uses the rest
};

SeriesWatch::SeriesWatch(SeriesFeed& feed, std::uint64_t id, Receiver receiver)
    : feed_(feed), id_(id), receiver_(std::move(receiver)) {}

SeriesWatch::~SeriesWatch() {
    feed_.watches_.erase(id_);
}

void SeriesWatch::ask(SeriesQuestion question) {
    if (question == question_) return;
    question_ = std::move(question);
    becomeDue();
}

void SeriesWatch::setVisible(bool visible) {
    if (visible == visible_) return;
    visible_ = visible;
    if (visible_) becomeDue();
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
    std::vector<Order> orders;
    for (const auto& [id, watch] : watches_) {
        const SeriesQuestion& question = watch->question_;
        if (!watch->visible_ || question.maximumPoints <= 0 || question.expressions.empty()) continue;
        const std::int64_t to = question.alwaysNewest ? cursor_.newest() : cursor_.moment();
        if (cursor_.newest() < watch->dueAt_) continue;
        const auto length = std::chrono::milliseconds(question.range.value_or(cursor_.range())).count();
        watch->dueAt_ = cursor_.newest() + length / question.maximumPoints;
        orders.push_back(
            {id, ++watch->generation_, question.expressions, {to - length, to}, question.maximumPoints});
    }
    if (!orders.empty()) worker_->take(std::move(orders));
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
