// How numbers are written in this window: core's Format in the style that the settings and the locale ask
// for. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "core/metrics/Format.h"

namespace baro::ui {

class Formatting : public QObject {
    Q_OBJECT
  public:
    explicit Formatting(QObject* parent = nullptr);

    const FormatStyle& style() const { return style_; }
    void setStyle(const FormatStyle& style);  // the decimal separator is kept as the locale has it

    QString text(double value, Unit unit) const;
    // "–" when unknown.
    QString text(const std::optional<double>& value, Unit unit) const;
    FormattedValue parts(double value, Unit unit) const { return formatParts(value, unit, style_); }
    QString duration(double seconds) const;

  signals:
    void changed();

  private:
    FormatStyle style_;
};

}  // namespace baro::ui
