// Finds out, on a thread of its own, when alerts fired, or when a rule would have. A newer question takes the
// place of the one under way. GUI thread only.
#pragma once

#include <QObject>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/alerts/AlertRuns.h"

namespace baro::ui {

struct AlertRunQuestion {
    TimeRange range;
    std::optional<alerts::RuleDefinition> rule;  // what it would have done; nothing: what is recorded
    std::int64_t stepMilliseconds = 15'000;      // between two evaluations of the rule
};

class AlertRunReader : public QObject {
    Q_OBJECT
  public:
    // The source must outlive it.
    explicit AlertRunReader(const SeriesSource& source, QObject* parent = nullptr);
    ~AlertRunReader() override;

    void ask(AlertRunQuestion question);
    bool isAsking() const { return asking_; }

  signals:
    void answered(std::shared_ptr<const baro::Result<std::vector<baro::alerts::AlertRun>>> runs);

  private:
    using Answer = std::shared_ptr<const Result<std::vector<alerts::AlertRun>>>;
    void work(const std::stop_token& stop);
    Result<std::vector<alerts::AlertRun>> answerTo(const AlertRunQuestion& question,
                                                   const std::stop_token& canceled) const;
    void deliver(std::uint64_t number, Answer runs);

    const SeriesSource& source_;
    const promql::Engine engine_;
    std::uint64_t number_ = 0;  // of the newest question
    bool asking_ = false;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<std::pair<std::uint64_t, AlertRunQuestion>> waiting_;  // guarded by mutex_, as the next one
    std::stop_source cancel_;                                            // of the question under way
    std::jthread thread_;                                                // last: it uses the rest
};

}  // namespace baro::ui
