// A bar that is as full as a share says, in one or several parts.
#pragma once

#include <QColor>
#include <QWidget>
#include <optional>
#include <vector>

#include "ui/theme/Theme.h"

namespace baro::ui {

class Meter : public QWidget {
    Q_OBJECT
  public:
    struct Part {
        double share = 0;  // of the whole, 0 to 1
        QColor color;
        QString name;  // for the tooltip and the screen reader; plain text
        bool operator==(const Part&) const = default;
    };

    explicit Meter(const Theme& theme, Subject subject = Subject::Machine, QWidget* parent = nullptr);

    void setShare(std::optional<double> share);  // nothing: unknown, drawn hatched
    void setParts(std::vector<Part> parts);      // adding up to at most 1; the rest is empty
    void setThickness(int pixels);
    // From these shares on the bar is drawn in the warning and the danger colour. Only with setShare().
    void setLimits(double warning, double danger);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {24, thickness_}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    const Theme& theme_;
    Subject subject_;
    std::optional<double> share_;
    std::vector<Part> parts_;
    int thickness_ = 8;
    double warning_ = 2;
    double danger_ = 2;
};

}  // namespace baro::ui
