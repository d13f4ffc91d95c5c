// What every chart over time shares: title, ground, legend, pointer, menu, and the question it asks of the
// SeriesFeed while it is on screen. A kind of chart only draws.
#pragma once

#include <QWidget>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/alerts/ChartThresholds.h"
#include "ui/widgets/ChartData.h"
#include "ui/widgets/ChartPicture.h"
#include "ui/widgets/ChartSpec.h"

class QMenu;

namespace baro::ui {

class ChartCanvas;
class ChartLegend;
class ChartOverlay;
class JoinedWatch;
class Label;

class ChartFrame : public QWidget {
    Q_OBJECT
  public:
    ChartFrame(const PageContext& context, ChartSpec spec, bool filled, QWidget* parent);
    ~ChartFrame() override;

    // Another question: for a page whose device can be chosen. Keeps toggled-off series by name.
    void setSpec(ChartSpec spec);
    const ChartSpec& spec() const { return spec_; }
    const ChartData& data() const { return data_; }
    bool isFilled() const { return filled_; }
    // Forgets the data until the next answer.
    void clear();
    // Between two points; nothing: as the samples come.
    void setStep(std::optional<std::chrono::milliseconds> step);
    // More entries for the menu of a right click.
    void setMenuExtension(std::function<void(QMenu&)> extend) { extendMenu_ = std::move(extend); }
    const std::function<void(QMenu&)>& menuExtension() const { return extendMenu_; }
    // The data as drawn: one row per column of time, one column per series.
    QString toCsv() const { return ui::toCsv(data_); }
    // For a file: in these colours, as large as it is here, and without the series that are toggled off.
    Picture picture() const;
    // Draws what was asked before; the feed calls it with each answer.
    void showAnswer(const SeriesAnswer& answer);
    // What is to be said of a server's part: from when on the record is there, where the two differ, and why
    // there is none. Empty where all is recorded.
    QString axisText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    void answered();  // data() is new

  protected:
    // The lowest and the highest drawn value of the series that are not toggled off.
    virtual std::pair<double, double> extremes() const = 0;
    // Data, size, colours or toggled series changed.
    virtual void showData() = 0;
    // Asks for the data anew: the spec, the step or the width changed. Usually of the SeriesFeed.
    virtual void ask();
    // The feed's answer to that: draws it, with what a server adds.
    virtual void takeAnswer(const SeriesAnswer& answer);
    // Whether all data are of the machine whose page it is: then its sleeps and its rules are about them.
    virtual bool isOfShownMachine() const { return true; }
    // Whether they are what the expressions give, so that limits of rules can be compared with them.
    virtual bool hasLimits() const { return true; }
    // Nothing is asked of the SeriesFeed until ask() is called again.
    void askNothing();
    const std::optional<std::chrono::milliseconds>& step() const { return step_; }
    // A range that was dragged over with Shift: a chart opens it on the page of the past.
    virtual void takeBrushed(TimeRange range);
    ChartOverlay& overlay() { return *overlay_; }

    const PageContext& context() const { return context_; }
    ChartCanvas& canvas() const { return *canvas_; }
    bool isHidden(const ChartSeries& series) const;
    QColor colorOf(const ChartSeries& series) const;
    QPen penOf(const ChartSeries& series) const;
    void raiseOverlay();
    // For a chart that is not fed by the SeriesFeed: draws this.
    void drawData(ChartData data);
    // Times of day below, and this above while nobody points at a moment.
    void setClock(const QString& note);

    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    void arrange();
    void redraw();
    void showLegend();
    void showNote();
    QString valueText(const ChartSeries& series, double value) const;
    double valueAt(const ChartSeries& series, std::int64_t moment) const;
    QString valuesText() const;
    QString momentText(std::int64_t moment) const;
    void showAxis();
    void showMarks();
    void findThresholds();
    std::vector<ChartBreak> breaks() const;
    std::vector<ChartThreshold> thresholds() const;

    PageContext context_;
    ChartSpec spec_;
    bool filled_;
    std::optional<std::chrono::milliseconds> step_;
    std::function<void(QMenu&)> extendMenu_;
    std::optional<QString> clockNote_;
    ChartData data_;
    std::vector<ChartThreshold> thresholds_;
    Label* title_ = nullptr;
    Label* note_ = nullptr;
    ChartCanvas* canvas_ = nullptr;
    ChartOverlay* overlay_ = nullptr;
    ChartLegend* legend_ = nullptr;
    Label* axisNote_ = nullptr;
    std::unique_ptr<JoinedWatch> watch_;
};

}  // namespace baro::ui
