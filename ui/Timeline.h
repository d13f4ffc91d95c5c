// The strip at the bottom: how busy the machine was during the time that is kept, what happened then, and the
// cursor in it. Drag to travel; beyond the newest moment is live.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/EventFeed.h"
#include "ui/PageContext.h"
#include "ui/hosts/JoinedWatch.h"

namespace baro::ui {

class Timeline : public QWidget {
    Q_OBJECT
  public:
    // events must outlive it.
    Timeline(const PageContext& context, const EventFeed& events, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    // What its tool tip says there: the events whose marks stand at this x, a line each; empty: none.
    QString eventsAt(double x) const;
    // Which server knows the load there; empty: it is recorded here, or unknown.
    QString serverAt(double x) const;

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void ask();
    void take(const SeriesAnswer& answer);
    void paintLoad(QPainter& painter, const QRectF& chart) const;
    void travel(const QPointF& position);
    double positionOf(std::int64_t moment) const;
    std::int64_t momentAt(double x) const;
    QRectF area() const;
    std::span<const history::Event> eventsNear(double x) const;
    void paintEvents(QPainter& painter, const QRectF& chart) const;
    void paintTimes(QPainter& painter, const QRectF& chart) const;

    const PageContext context_;
    const EventFeed& events_;
    JoinedWatch watch_;
    TimeRange range_;
    std::vector<double> busy_;  // one a pixel column, 0 to 1; NaN where unknown
    JoinedAxis axis_;           // which of them are a server's
};

}  // namespace baro::ui
