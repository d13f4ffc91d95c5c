#include "ui/explore/QueryRunner.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace baro::ui {

class QueryRunner::Worker {
  public:
    struct Question {
        std::uint64_t number = 0;
        promql::ExpressionPtr expression;
        std::int64_t time = 0;
    };
    using Deliver = std::function<void(std::uint64_t, std::shared_ptr<const promql::QueryOutcome>,
                                       std::chrono::milliseconds)>;

    Worker(const SeriesSource& source, Deliver deliver)
        : source_(source),
          deliver_(std::move(deliver)),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}
    ~Worker() { take(std::nullopt); }

    void take(std::optional<Question> question) {
        {
            const std::lock_guard lock(mutex_);
            cancel_.request_stop();
            waiting_ = std::move(question);
        }
        wake_.notify_one();
    }

  private:
    void run(const std::stop_token& stop) {
        for (;;) {
            Question question;
            std::stop_token canceled;
            {
                std::unique_lock lock(mutex_);
                if (!wake_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
                question = *std::exchange(waiting_, std::nullopt);
                cancel_ = {};
                canceled = cancel_.get_token();
            }
            const auto begun = std::chrono::steady_clock::now();
            auto outcome = std::make_shared<const promql::QueryOutcome>(
                engine_.instant(*question.expression, source_, question.time, {canceled, {}}));
            const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - begun);
            if (!canceled.stop_requested()) deliver_(question.number, std::move(outcome), took);
        }
    }

    const SeriesSource& source_;
    const promql::Engine engine_;
    Deliver deliver_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Question> waiting_;  // guarded by mutex_, as is the next one
    std::stop_source cancel_;          // of the question under way
    std::jthread thread_;              // last: it uses the rest
};

QueryRunner::QueryRunner(const SeriesSource& source, QObject* parent) : QObject(parent) {
    worker_ = std::make_unique<Worker>(source, [this](std::uint64_t number, auto outcome, auto took) {
        QMetaObject::invokeMethod(
            this, [this, number, outcome = std::move(outcome), took] { deliver(number, outcome, took); },
            Qt::QueuedConnection);
    });
}

QueryRunner::~QueryRunner() = default;

void QueryRunner::ask(promql::ExpressionPtr expression, std::int64_t time) {
    asking_ = true;
    worker_->take(Worker::Question{++number_, std::move(expression), time});
}

void QueryRunner::cancel() {
    asking_ = false;
    ++number_;
    worker_->take(std::nullopt);
}

void QueryRunner::deliver(std::uint64_t number, std::shared_ptr<const promql::QueryOutcome> outcome,
                          std::chrono::milliseconds took) {
    if (number != number_) return;
    took_ = took;
    asking_ = false;
    emit answered(std::move(outcome));
}

}  // namespace baro::ui
