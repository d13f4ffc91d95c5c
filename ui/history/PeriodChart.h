// A chart of a period of the past, or of two: the mean as a line, in the band of what was least and greatest.
// It asks a PeriodReader while it is on screen. Dragging, Ctrl with the wheel, and dragging with Shift choose
// a range.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "ui/history/PeriodColumns.h"
#include "ui/history/PeriodReader.h"
#include "ui/widgets/Bands.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {

class ServerPart;

// What all charts of a page show.
struct ComparedPeriods {
    TimeRange first;
    std::optional<TimeRange> second;
    QString secondName = {};  // "yesterday": for the legend
    bool isDifference = false;
    Resolution resolution = Resolution::Automatic;
    SamplePace pace;
    std::int64_t newest = 0;  // nothing is known of later moments
};

class PeriodChart : public SeriesChart {
    Q_OBJECT
  public:
    // number: by which the reader knows this chart. The reader must outlive it.
    PeriodChart(const PageContext& context, ChartSpec spec, PeriodReader& reader, int number,
                QWidget* parent = nullptr);
    ~PeriodChart() override;

    // Asks anew; what is drawn stays until the answer has come, unless it is of another range.
    void setPeriods(const ComparedPeriods& periods);
    bool isAsking() const { return isAsking_; }
    // It was answered that there is nothing, and that nobody else has anything.
    bool isEmpty() const;
    const std::optional<PeriodColumns>& columns() const { return columns_; }

  signals:
    void rangeChosen(const baro::TimeRange& range);
    void usualRangeWanted();

  protected:
    void showData() override;
    void ask() override;
    bool hasLimits() const override { return spec() == plain_; }
    void takeBrushed(TimeRange range) override { emit rangeChosen(range); }
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    bool continues(const ComparedPeriods& periods) const;
    void askAgain();
    void take(const PeriodPlots& plots);
    JoinedAxis joinPart(std::size_t period, PeriodPlots& plots);
    void draw(const PeriodPlots& plots);
    void addBands(const ChartSeries& series);
    QString note() const;

    PeriodReader& reader_;
    const int number_;
    const ChartSpec plain_;
    std::optional<ComparedPeriods> periods_;
    std::optional<PeriodQuestion> asked_;   // the question that the data answers, or will
    std::optional<PeriodColumns> columns_;  // of it
    bool isRaw_ = false;
    bool isAsking_ = false;
    bool hasAnswer_ = false;                                // data() is that of the present question
    std::vector<std::unique_ptr<ServerPart>> serverParts_;  // one a period; none: nobody has more
    std::optional<PeriodPlots> unjoined_;                   // while a server may add to them
    std::vector<Band> bands_;
};

}  // namespace baro::ui
