// The ground of a chart: grid, values at the left, times below. What lies upon it is drawn by whoever owns
// it.
#pragma once

#include <QWidget>
#include <chrono>
#include <functional>
#include <optional>

#include "core/metrics/Unit.h"
#include "core/series/SeriesSource.h"
#include "ui/Formatting.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/AxisTicks.h"

namespace baro::ui {

class ChartCanvas : public QWidget {
    Q_OBJECT
  public:
    ChartCanvas(const Theme& theme, const Formatting& format, QWidget* parent = nullptr);

    // isMirrored: what is drawn below 0 is counted downwards, and shown without a sign.
    void setAxis(const ValueAxis& axis, Unit unit, bool isMirrored = true);
    void setRange(std::chrono::seconds range, bool live);
    // Times of day and dates below instead of the time that has passed since.
    void setClock(TimeRange range);
    void setMessage(const QString& message);  // in place of data; empty usually
    // Paints the data into the plot area, under the axis line and above the grid.
    void setPainter(std::function<void(QPainter&, const QRectF&)> paintData);

    QRectF plotArea() const;
    const ValueAxis& axis() const { return axis_; }
    double yOf(double value) const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void paintValueAxis(QPainter& painter, const QRectF& plot) const;
    void paintTimeAxis(QPainter& painter, const QRectF& plot) const;
    void paintClock(QPainter& painter, const QRectF& plot) const;

    const Theme& theme_;
    const Formatting& format_;
    std::function<void(QPainter&, const QRectF&)> paintData_;
    ValueAxis axis_;
    Unit unit_ = Unit::None;
    std::chrono::seconds range_{300};
    bool live_ = true;
    bool isMirrored_ = true;
    std::optional<TimeRange> clock_;
    QString message_;
};

}  // namespace baro::ui
