// Lines over time: what ChartSpec says, up to the time cursor. Gaps stay gaps; what goes below 0 (scale -1)
// is drawn downwards and named without its sign. Ctrl and the wheel zoom, drag pans, double click resets,
// right click has the menu.
#pragma once

#include <vector>

#include "ui/widgets/ChartFrame.h"

class QChart;
class QChartView;
class QLabel;
class QLineSeries;
class QValueAxis;

namespace baro::ui {

class SeriesChart : public ChartFrame {
    Q_OBJECT
  public:
    SeriesChart(const PageContext& context, ChartSpec spec, QWidget* parent = nullptr);
    ~SeriesChart() override;

  protected:
    std::pair<double, double> extremes() const override;
    void showData() override;

  private:
    QLineSeries& lineAt(std::size_t index);
    void showLines();
    void drawThin();

    QChart* chart_ = nullptr;
    QChartView* view_ = nullptr;
    QValueAxis* time_ = nullptr;
    QValueAxis* value_ = nullptr;
    // Qt Charts draws no gap inside a series, so each known run has a QLineSeries of its own. They are kept
    // and used again: adding and removing costs far more than replace().
    std::vector<QLineSeries*> lines_;
    std::size_t linesInUse_ = 0;
    QLabel* thin_ = nullptr;  // in the place of the view where there are very many points
};

}  // namespace baro::ui
