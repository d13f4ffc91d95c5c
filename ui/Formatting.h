// How numbers are written in this window: core's Format in the style that the settings and the locale ask
// for. GUI thread only.
#pragma once

#include <QLocale>
#include <QObject>
#include <QString>
#include <concepts>
#include <optional>

#include "core/metrics/Format.h"

namespace baro::ui {

// An amount of things, in full, with its thousands set apart as the locale does: "12,345". Not for what only
// looks like an amount, as pids and ports do. Any thread.
QString countText(std::integral auto count) {
    return QLocale().toString(static_cast<qlonglong>(count));
}

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
