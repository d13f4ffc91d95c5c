// Parts of a whole over time, one upon the other: processor modes, memory. The first line of the spec lies at
// the bottom. Behaves as SeriesChart does; drawn by ourselves, as filled areas cost Qt Charts a lot.
#pragma once

#include <vector>

#include "ui/widgets/Bands.h"
#include "ui/widgets/ChartFrame.h"

namespace baro::ui {

class StackedArea : public ChartFrame {
    Q_OBJECT
  public:
    StackedArea(const PageContext& context, ChartSpec spec, QWidget* parent = nullptr);
    ~StackedArea() override;

  protected:
    std::pair<double, double> extremes() const override;
    void showData() override;

  private:
    void makeBands();
    void addBands(const ChartSeries& series, std::vector<double>& floor);

    std::vector<Band> bands_;
};

}  // namespace baro::ui
