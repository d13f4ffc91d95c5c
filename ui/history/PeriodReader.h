// Asks for periods of the past on a thread of its own, one chart after the other. A newer question of a chart
// takes the place of its older one, which is cancelled when it is under way, and never answered. GUI thread
// only.
#pragma once

#include <QObject>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/series/SeriesSource.h"
#include "ui/history/PeriodColumns.h"
#include "ui/series/Plot.h"

namespace baro::ui {

struct PeriodQuestion {
    std::vector<std::string> expressions;  // PromQL, variables put in
    std::vector<PeriodColumns> periods;
    std::int64_t newest = 0;  // no sample after this moment is known yet
    bool operator==(const PeriodQuestion&) const = default;
};

// By period, then by expression.
using PeriodPlots = std::vector<std::vector<Result<Plot>>>;

class PeriodReader : public QObject {
    Q_OBJECT
  public:
    // The source must outlive it.
    explicit PeriodReader(const SeriesSource& source, QObject* parent = nullptr);
    ~PeriodReader() override;

    // chart: chosen by who asks.
    void ask(int chart, PeriodQuestion question);
    void forget(int chart);
    bool isIdle() const { return unanswered_.empty(); }

  signals:
    void answered(int chart, const std::shared_ptr<const baro::ui::PeriodPlots>& plots);

  private:
    class Worker;
    void deliver(int chart, std::uint64_t number, const std::shared_ptr<const PeriodPlots>& plots);

    std::uint64_t number_ = 0;                            // of the newest question
    std::set<std::pair<int, std::uint64_t>> unanswered_;  // chart, number of its newest question
    std::unique_ptr<Worker> worker_;
};

}  // namespace baro::ui
