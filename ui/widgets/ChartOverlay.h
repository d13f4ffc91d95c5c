// Lies on a chart's plot area: the crosshair, and everything the pointer does there.
#pragma once

#include <QString>
#include <QWidget>
#include <cstdint>
#include <optional>

#include "ui/TimeCursor.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ChartMarks.h"
#include "ui/widgets/ChartNote.h"

namespace baro::ui {

class ChartOverlay : public QWidget {
    Q_OBJECT
  public:
    ChartOverlay(const Theme& theme, TimeCursor& cursor, QWidget* parent);

    // What the data below covers; moments are placed by it.
    void setRange(TimeRange range);
    // What stands upon the data.
    void setMarks(ChartMarks marks);
    const ChartMarks& marks() const { return marks_; }
    // Shown beside the crosshair while the pointer is on this chart.
    void setNote(ChartNote note);
    bool isPointedAt() const { return pointedAt_; }
    // The chart's range is its own, and the cursor does not move it: who drags or zooms is heard.
    void leaveCursorAlone() { movesCursor_ = false; }

  signals:
    void brushed(const baro::TimeRange& range);  // dragged over with Shift
    // Of a chart that leaves the cursor alone.
    void rangeWanted(const baro::TimeRange& range);
    void usualRangeWanted();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

  private:
    std::int64_t momentAt(double x) const;
    void paintBrush(QPainter& painter) const;
    void drag(double x);
    void zoom(double factor, double share);

    const Theme& theme_;
    TimeCursor& cursor_;
    TimeRange range_;
    struct Drag {
        double x = 0;
        std::int64_t moment = 0;
        TimeRange range;  // what was shown when it began
        bool moved = false;
    };
    std::optional<Drag> drag_;
    struct Brush {
        double from = 0;
        double to = 0;
    };
    std::optional<Brush> brush_;
    ChartMarks marks_;
    ChartNote note_;
    bool pointedAt_ = false;
    bool movesCursor_ = true;
};

}  // namespace baro::ui
