#include "ui/alerts/AlertRunReader.h"

#include <utility>

namespace baro::ui {

AlertRunReader::AlertRunReader(const SeriesSource& source, QObject* parent)
    : QObject(parent), source_(source), thread_([this](const std::stop_token& stop) { work(stop); }) {}

AlertRunReader::~AlertRunReader() {
    thread_.request_stop();
    {
        const std::lock_guard lock(mutex_);
        cancel_.request_stop();
        waiting_.reset();
    }
    wake_.notify_one();
    thread_.join();
}

void AlertRunReader::ask(AlertRunQuestion question) {
    asking_ = true;
    {
        const std::lock_guard lock(mutex_);
        cancel_.request_stop();
        waiting_.emplace(++number_, std::move(question));
    }
    wake_.notify_one();
}

void AlertRunReader::work(const std::stop_token& stop) {
    for (;;) {
        std::pair<std::uint64_t, AlertRunQuestion> order;
        std::stop_token canceled;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
            order = *std::exchange(waiting_, std::nullopt);
            cancel_ = {};
            if (stop.stop_requested()) return;
            canceled = cancel_.get_token();
        }
        auto runs =
            std::make_shared<const Result<std::vector<alerts::AlertRun>>>(answerTo(order.second, canceled));
        if (canceled.stop_requested()) continue;
        QMetaObject::invokeMethod(
            this, [this, number = order.first, runs = std::move(runs)] { deliver(number, runs); },
            Qt::QueuedConnection);
    }
}

Result<std::vector<alerts::AlertRun>> AlertRunReader::answerTo(const AlertRunQuestion& question,
                                                               const std::stop_token& canceled) const {
    if (!question.rule) return alerts::recordedRuns(source_, question.range);
    return alerts::wouldHaveFired(*question.rule, engine_, source_,
                                  {question.range.from, question.range.to, question.stepMilliseconds},
                                  {canceled, {}});
}

void AlertRunReader::deliver(std::uint64_t number, Answer runs) {
    if (number != number_) return;
    asking_ = false;
    emit answered(std::move(runs));
}

}  // namespace baro::ui
