// The distance of a chart's points: "auto", or a duration such as 15s.
#pragma once

#include <QLineEdit>
#include <chrono>
#include <optional>

#include "ui/theme/Theme.h"

namespace baro::ui {

class StepField : public QLineEdit {
    Q_OBJECT
  public:
    explicit StepField(const Theme& theme, QWidget* parent = nullptr);

    std::optional<std::chrono::milliseconds> step() const { return step_; }  // nothing: automatic

  signals:
    void changed();

  private:
    void take();

    std::optional<std::chrono::milliseconds> step_;
};

}  // namespace baro::ui
