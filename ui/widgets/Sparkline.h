// A small line without axes: the shape of the last minutes.
#pragma once

#include <QPolygonF>
#include <QWidget>
#include <chrono>
#include <memory>
#include <span>
#include <vector>

#include "ui/hosts/JoinedWatch.h"
#include "ui/theme/Theme.h"

class QPainter;

namespace baro::ui {

// The shape of values, oldest first, NaN where unknown, over the whole width; `top`: the value at the upper
// edge.
void paintTrend(QPainter& painter, const QRectF& area, std::span<const double> values, double top,
                const QColor& color);

class Sparkline : public QWidget {
    Q_OBJECT
  public:
    explicit Sparkline(const Theme& theme, Subject subject, QWidget* parent = nullptr);
    ~Sparkline() override;

    // Oldest first, NaN where unknown; drawn over the whole width.
    void setValues(std::vector<double> values);
    // The value at the top; 0: the largest value shown (never less than `least`).
    void setMaximum(double maximum, double least = 0);
    // Feeds itself, as long as it is visible.
    void follow(SeriesFeed& feed, std::string expression,
                std::chrono::seconds range = std::chrono::seconds(120));

    QSize sizeHint() const override { return {72, 24}; }
    QSize minimumSizeHint() const override { return {24, 12}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void ask();

    const Theme& theme_;
    Subject subject_;
    std::vector<double> values_;
    double maximum_ = 0;
    double least_ = 0;
    SeriesQuestion question_;
    std::unique_ptr<JoinedWatch> watch_;
};

}  // namespace baro::ui
