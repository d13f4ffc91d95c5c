// A number in a unit that can be chosen: the thresholds and waiting times of a rule. What is not changed
// stays to the last digit.
#pragma once

#include <QDoubleSpinBox>
#include <QString>
#include <QWidget>
#include <vector>

#include "core/metrics/Unit.h"
#include "ui/Formatting.h"

class QComboBox;

namespace baro::ui {

// value = (shown - offset) * factor
struct NumberScale {
    QString name;  // "%", "GiB"
    double factor = 1;
    double offset = 0;
    bool operator==(const NumberScale&) const = default;
};

// At least one; ascending by factor.
std::vector<NumberScale> scalesOf(Unit unit, const FormatStyle& style);
std::vector<NumberScale> waitingScales();  // of seconds: s, min, h, d

// Shows a number as it is, without needless zeros.
class PlainSpinBox : public QDoubleSpinBox {
    Q_OBJECT
  public:
    explicit PlainSpinBox(QWidget* parent = nullptr);
    QString textFromValue(double value) const override;
};

class NumberField : public QWidget {
    Q_OBJECT
  public:
    explicit NumberField(const QString& name, QWidget* parent = nullptr);

    // Keeps the value.
    void setScales(std::vector<NumberScale> scales);
    void setMinimum(double shown);
    // In the base unit. Chooses the scale that reads best, and tells nobody.
    void setValue(double value);
    double value() const { return value_; }

  signals:
    void changed();  // by a person

  private:
    void show();
    const NumberScale& scale() const;

    double value_ = 0;
    std::vector<NumberScale> scales_;
    PlainSpinBox* number_ = nullptr;
    QComboBox* unit_ = nullptr;
};

}  // namespace baro::ui
