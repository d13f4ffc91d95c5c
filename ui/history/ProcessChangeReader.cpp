#include "ui/history/ProcessChangeReader.h"

#include <utility>

namespace baro::ui {

ProcessChangeReader::ProcessChangeReader(RecordedPast past, QObject* parent)
    : QObject(parent), past_(std::move(past)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

ProcessChangeReader::~ProcessChangeReader() {
    thread_.request_stop();
    cancel();
    thread_.join();
}

void ProcessChangeReader::ask(const ProcessChangeQuestion& question) {
    {
        const std::lock_guard lock(mutex_);
        cancel_.request_stop();
        waiting_ = Order{++number_, question};
    }
    wake_.notify_one();
}

void ProcessChangeReader::cancel() {
    const std::lock_guard lock(mutex_);
    ++number_;
    cancel_.request_stop();
    waiting_.reset();
}

void ProcessChangeReader::work(const std::stop_token& stop) {
    for (;;) {
        Order order;
        std::stop_token canceled;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return waiting_.has_value(); })) return;
            order = *std::exchange(waiting_, std::nullopt);
            cancel_ = {};
            if (stop.stop_requested()) return;
            canceled = cancel_.get_token();
        }
        auto changes = std::make_shared<const Result<ProcessChanges>>(answerTo(order, canceled));
        if (canceled.stop_requested()) continue;
        QMetaObject::invokeMethod(
            this,
            [this, number = order.number, changes = std::move(changes)] {
                if (number == number_) emit answered(changes);
            },
            Qt::QueuedConnection);
    }
}

void ProcessChangeReader::tell(std::uint64_t number, double share) {
    QMetaObject::invokeMethod(
        this,
        [this, number, share] {
            if (number == number_) emit progressed(share);
        },
        Qt::QueuedConnection);
}

Status ProcessChangeReader::sumUp(TimeRange range, history::ProcessUseSum& sum,
                                  const std::stop_token& canceled,
                                  const std::function<void(std::int64_t)>& reached) const {
    return past_.framesIn(range, [&](const FramePtr& frame) {
        sum.add(*frame);
        reached(timeOf(*frame) - range.from);
        return !canceled.stop_requested();
    });
}

Result<ProcessChanges> ProcessChangeReader::answerTo(const Order& order, const std::stop_token& canceled) {
    const auto& [first, second, grouping] = order.question;
    const auto whole = static_cast<double>(first.to - first.from + second.to - second.from);
    int told = 0;  // in hundredths
    std::int64_t before = 0;
    const auto reached = [&](std::int64_t passed) {
        const double share = static_cast<double>(before + passed) / whole;
        if (static_cast<int>(share * 100) == told) return;
        told = static_cast<int>(share * 100);
        tell(order.number, share);
    };
    history::ProcessUseSum inFirst(grouping);
    if (const Status summed = sumUp(first, inFirst, canceled, reached); !summed) return summed.error();
    before = first.to - first.from;
    history::ProcessUseSum inSecond(grouping);
    if (const Status summed = sumUp(second, inSecond, canceled, reached); !summed) return summed.error();
    return ProcessChanges{history::processDifference(inFirst.uses(), inSecond.uses()), inFirst.frames(),
                          inSecond.frames()};
}

}  // namespace baro::ui
