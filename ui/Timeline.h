// The strip at the bottom: how busy the machine was during the time that is kept, with the cursor in it. Drag
// to travel; beyond the newest moment is live.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"

namespace baro::ui {

class Timeline : public QWidget {
    Q_OBJECT
  public:
    explicit Timeline(const PageContext& context, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
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
    void travel(const QPointF& position);
    double positionOf(std::int64_t moment) const;
    QRectF area() const;

    const PageContext context_;
    std::unique_ptr<SeriesWatch> watch_;
    TimeRange range_;
    std::vector<double> busy_;  // one a pixel column, 0 to 1; NaN where unknown
};

}  // namespace baro::ui
