// Lines over time: what ChartSpec says, up to the time cursor. Gaps stay gaps; what goes below 0 (scale -1) is drawn
// downwards and named without its sign. Wheel zooms, drag pans, double click resets, right click has the menu.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

class SeriesChart : public QWidget {
    Q_OBJECT
  public:
    SeriesChart(const PageContext& context, ChartSpec spec, QWidget* parent = nullptr);
    ~SeriesChart() override;

    // Another question: for a page whose device can be chosen. Keeps toggled-off series by name.
    void setSpec(ChartSpec spec);
    const ChartSpec& spec() const;

    // The data as drawn: one row per column of time, one column per series.
    QString toCsv() const;

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace baro::ui
