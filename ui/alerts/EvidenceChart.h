// The values around an alert's crossing: a line, the limit, and when it crossed. GUI thread only.
#pragma once

#include <QWidget>

#include "core/alerts/AlertEvidence.h"
#include "core/metrics/Format.h"

namespace baro::ui {

class Theme;

class EvidenceChart : public QWidget {
    Q_OBJECT
  public:
    explicit EvidenceChart(const Theme& theme, QWidget* parent = nullptr);

    void setEvidence(alerts::AlertEvidencePtr evidence, Unit unit, const FormatStyle& style);
    // One sentence with what the picture shows, for those who do not see it.
    QString sentence() const;

    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void paintAxis(QPainter& painter, const QRectF& plot) const;
    void paintValues(QPainter& painter, const QRectF& plot) const;
    double xOf(std::int64_t time, const QRectF& plot) const;
    double yOf(double value, const QRectF& plot) const;
    std::optional<std::pair<double, double>> extent() const;
    QString text(double value) const;

    const Theme& theme_;
    alerts::AlertEvidencePtr evidence_;
    Unit unit_ = Unit::None;
    FormatStyle style_;
    double minimum_ = 0;
    double maximum_ = 1;
    double step_ = 1;
};

}  // namespace baro::ui
