// What a rule would have done: its series is asked once, for some hours first and then for a week, and each
// change of the rule is judged on what it gave. Nothing of it is done on the GUI thread, on which alone this
// lives.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/alerts/AlertRuns.h"
#include "core/base/Result.h"
#include "core/promql/Engine.h"
#include "core/rules/ThresholdRule.h"

namespace baro::ui {

// What the series gave.
struct DryRunSeries {
    promql::Steps steps;
    std::vector<promql::StepSeries> series;
    std::int64_t knownFrom = 0;  // the first step with a value; the end of the steps when there is none
    std::vector<double> peaks;   // the greatest value of each
};

class DryRun : public QObject {
    Q_OBJECT
  public:
    static constexpr std::int64_t firstMilliseconds = 6 * 3'600'000LL;
    static constexpr std::int64_t wholeMilliseconds = 7 * 86'400'000LL;

    // The source must outlive it.
    explicit DryRun(const SeriesSource& source, QObject* parent = nullptr);
    ~DryRun() override;

    // Up to the moment (milliseconds since 1970 UTC), evaluated at each interval. Forgets what was there.
    void setSeries(const std::string& expression, std::int64_t moment, std::int64_t intervalMilliseconds);
    // Its series is not looked at. Judged as soon as there is something to judge by.
    void setRule(const alerts::ThresholdRule& rule);

    // Null until something is known.
    const std::shared_ptr<const DryRunSeries>& series() const { return series_; }
    bool isReading() const { return reading_; }
    const QString& problem() const { return problem_; }  // why nothing, or no more, could be read
    // Of the newest rule that was judged; in the range of series().
    const std::vector<alerts::AlertRun>& runs() const { return runs_; }
    bool isJudged() const { return isJudged_; }

  signals:
    void changed();  // any of it

  private:
    using Answer = Result<std::shared_ptr<const DryRunSeries>>;
    void read(std::int64_t length);
    void take(std::uint64_t number, std::int64_t length, const Answer& answer);
    void judge();

    const SeriesSource& source_;
    const promql::Engine engine_;
    std::uint64_t number_ = 0;  // of the newest series
    promql::ExpressionPtr expression_;
    std::int64_t moment_ = 0;
    std::int64_t interval_ = 15'000;
    bool reading_ = false;
    std::stop_source cancel_;
    QString problem_;
    std::shared_ptr<const DryRunSeries> series_;
    std::optional<alerts::ThresholdRule> rule_;
    bool judging_ = false;
    bool isStale_ = false;  // the rule or the series changed while it was judged
    bool isJudged_ = false;
    std::vector<alerts::AlertRun> runs_;
    QThreadPool reader_;  // these two last: their work uses the rest
    QThreadPool judge_;
};

}  // namespace baro::ui
