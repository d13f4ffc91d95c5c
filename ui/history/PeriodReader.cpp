#include "ui/history/PeriodReader.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "ui/history/PeriodPlot.h"

namespace baro::ui {

class PeriodReader::Worker {
  public:
    struct Order {
        int chart = 0;
        std::uint64_t number = 0;
        PeriodQuestion question;
    };
    using Deliver = std::function<void(int, std::uint64_t, std::shared_ptr<const PeriodPlots>)>;

    Worker(const SeriesSource& source, Deliver deliver)
        : source_(source),
          deliver_(std::move(deliver)),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}
    ~Worker() {
        thread_.request_stop();
        const std::lock_guard lock(mutex_);
        cancel_.request_stop();
    }

    void take(Order order) {
        {
            const std::lock_guard lock(mutex_);
            drop(order.chart);
            waiting_.push_back(std::move(order));
        }
        wake_.notify_one();
    }
    void forget(int chart) {
        const std::lock_guard lock(mutex_);
        drop(chart);
    }

  private:
    // Under the mutex.
    void drop(int chart) {
        std::erase_if(waiting_, [chart](const Order& order) { return order.chart == chart; });
        if (chart == asked_) cancel_.request_stop();
    }

    void run(const std::stop_token& stop) {
        for (;;) {
            Order order;
            std::stop_token canceled;
            {
                std::unique_lock lock(mutex_);
                if (!wake_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
                order = std::move(waiting_.front());
                waiting_.pop_front();
                asked_ = order.chart;
                cancel_ = {};
                if (stop.stop_requested()) return;
                canceled = cancel_.get_token();
            }
            auto plots = std::make_shared<const PeriodPlots>(answerTo(order.question, canceled));
            if (!canceled.stop_requested()) deliver_(order.chart, order.number, std::move(plots));
        }
    }

    PeriodPlots answerTo(const PeriodQuestion& question, const std::stop_token& canceled) const {
        PeriodPlots plots;
        for (const PeriodColumns& columns : question.periods) {
            std::vector<Result<Plot>>& ofPeriod = plots.emplace_back();
            for (const std::string& expression : question.expressions)
                ofPeriod.push_back(
                    periodPlot(expression, columns, question.newest, engine_, source_, {canceled, {}}));
        }
        return plots;
    }

    const SeriesSource& source_;
    const promql::Engine engine_;
    Deliver deliver_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Order> waiting_;  // guarded by mutex_, as are the next two
    int asked_ = -1;             // the chart of the question under way
    std::stop_source cancel_;    // of that question
    std::jthread thread_;        // last: it uses the rest
};

PeriodReader::PeriodReader(const SeriesSource& source, QObject* parent) : QObject(parent) {
    worker_ = std::make_unique<Worker>(source, [this](int chart, std::uint64_t number, auto plots) {
        QMetaObject::invokeMethod(
            this, [this, chart, number, plots = std::move(plots)] { deliver(chart, number, plots); },
            Qt::QueuedConnection);
    });
}

PeriodReader::~PeriodReader() = default;

void PeriodReader::ask(int chart, PeriodQuestion question) {
    std::erase_if(unanswered_, [chart](const auto& entry) { return entry.first == chart; });
    unanswered_.emplace(chart, ++number_);
    worker_->take({chart, number_, std::move(question)});
}

void PeriodReader::forget(int chart) {
    std::erase_if(unanswered_, [chart](const auto& entry) { return entry.first == chart; });
    worker_->forget(chart);
}

void PeriodReader::deliver(int chart, std::uint64_t number, const std::shared_ptr<const PeriodPlots>& plots) {
    if (unanswered_.erase({chart, number}) > 0) emit answered(chart, plots);
}

}  // namespace baro::ui
