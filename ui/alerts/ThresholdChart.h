// The series of a rule with its threshold as a line that is dragged with the mouse or moved by the arrow
// keys, and the times in which the rule would have fired.
#pragma once

#include <memory>
#include <vector>

#include "core/alerts/AlertRuns.h"
#include "ui/alerts/DryRun.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {

class ThresholdHandle;

class ThresholdChart : public SeriesChart {
    Q_OBJECT
  public:
    static constexpr std::size_t mostLines = 24;  // the highest; more would be a carpet

    // The context's cursor is that of the pointer alone.
    explicit ThresholdChart(const PageContext& context, QWidget* parent = nullptr);

    // Null: nothing is known yet; the problem says why, or is empty.
    void setSeries(const std::shared_ptr<const DryRunSeries>& series, const QString& problem);
    // How much time before the end of the series is shown.
    void setLength(std::int64_t milliseconds);
    void setRuns(std::vector<alerts::AlertRun> runs);
    void setThreshold(double value);
    double threshold() const { return threshold_; }
    // How many series there are beyond those drawn.
    std::size_t leftOut() const { return leftOut_; }
    // Where the line stands, in pixels of the chart: for whoever points at it.
    QPoint handlePosition() const;

  signals:
    void thresholdMoved(double value);  // by a person

  protected:
    std::pair<double, double> extremes() const override;
    void showData() override;
    void ask() override;  // it is told what to show

  private:
    friend class ThresholdHandle;
    double valueAt(double y) const;
    void move(double value);
    void step(int steps);
    void draw();
    void placeHandle();
    void paintRuns(QPainter& painter, const QRectF& plot) const;

    std::shared_ptr<const DryRunSeries> series_;
    std::int64_t length_ = DryRun::firstMilliseconds;
    std::vector<alerts::AlertRun> runs_;
    std::size_t leftOut_ = 0;
    double threshold_ = 0;
    ThresholdHandle* handle_ = nullptr;
};

}  // namespace baro::ui
