// The lines below the process table that make its columns add up: what is shown, what is not, what no process
// accounts for, and the machine. GUI thread only.
#pragma once

#include <QWidget>

#include "ui/widgets/ProcessTableView.h"

namespace baro::ui {

class ProcessTotals : public QWidget {
    Q_OBJECT
  public:
    ProcessTotals(const Theme& theme, const ProcessModel& model, ProcessTableView& table,
                  QWidget* parent = nullptr);

    struct Line {
        QString name;
        std::array<std::optional<double>, processFieldCount> sums{};
        enum class Weight { Plain, Italic, Bold } weight = Weight::Plain;
    };
    const std::vector<Line>& lines() const { return lines_; }
    // In one sentence, for tooltips and screen readers.
    QString sentence() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {gridStep, sizeHint().height()}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    void recount();
    int lineHeight() const;

    const Theme& theme_;
    const ProcessModel& processes_;
    ProcessTableView& table_;
    std::vector<Line> lines_;
};

}  // namespace baro::ui
