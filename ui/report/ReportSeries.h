// What a report learns from recorded series: figures and charts.
#pragma once

#include <stop_token>

#include "ui/report/Report.h"
#include "ui/series/SampleGrid.h"

namespace baro::ui {

// The ticks of the range: as far apart as its newest samples are.
Result<SampleGrid> gridOf(const SeriesSource& series, TimeRange range);

// One of each, in the order of the report. Fails when it was stopped; what cannot be asked has no value.
class ReportSeries {
  public:
    ReportSeries(const SeriesSource& series, TimeRange range, SampleGrid grid);

    static std::size_t figureCount();
    static std::size_t chartCount();
    Result<ReportFigure> figure(std::size_t index, const std::stop_token& stop) const;
    Result<ReportChart> chart(std::size_t index, const std::stop_token& stop) const;

  private:
    const SeriesSource& series_;
    const TimeRange range_;
    const SampleGrid grid_;
};

}  // namespace baro::ui
