// Adds up on a thread of its own what processes used in two recorded ranges. A newer question takes the place
// of the one under way. GUI thread only.
#pragma once

#include <QObject>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/Result.h"
#include "core/history/ProcessDifference.h"
#include "ui/PastFrames.h"

namespace baro::ui {

struct ProcessChangeQuestion {
    TimeRange first;
    TimeRange second;
    history::ProcessGrouping grouping = history::ProcessGrouping::Name;
    bool operator==(const ProcessChangeQuestion&) const = default;
};

struct ProcessChanges {
    std::vector<history::ProcessChange> changes;
    std::size_t firstFrames = 0;  // that the range has; 0: nothing of it was recorded
    std::size_t secondFrames = 0;
};

class ProcessChangeReader : public QObject {
    Q_OBJECT
  public:
    // What past gives must outlive it.
    explicit ProcessChangeReader(RecordedPast past, QObject* parent = nullptr);
    ~ProcessChangeReader() override;

    void ask(const ProcessChangeQuestion& question);
    void cancel();

  signals:
    void progressed(double share);  // 0 to 1, of the question under way
    void answered(const std::shared_ptr<const baro::Result<baro::ui::ProcessChanges>>& changes);

  private:
    struct Order {
        std::uint64_t number = 0;
        ProcessChangeQuestion question;
    };
    void work(const std::stop_token& stop);
    Result<ProcessChanges> answerTo(const Order& order, const std::stop_token& canceled);
    Status sumUp(TimeRange range, history::ProcessUseSum& sum, const std::stop_token& canceled,
                 const std::function<void(std::int64_t)>& reached) const;
    void tell(std::uint64_t number, double share);

    const RecordedPast past_;
    std::uint64_t number_ = 0;  // of the newest question
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Order> waiting_;  // guarded by mutex_, as is the next one
    std::stop_source cancel_;       // of the question under way
    std::jthread thread_;           // last: it uses the rest
};

}  // namespace baro::ui
