// Asks which time a report is of.
#pragma once

#include <QDateTime>
#include <QDialog>
#include <optional>

#include "core/series/SeriesSource.h"

class QLineEdit;
class QPushButton;

namespace baro::ui {

class Label;
class Theme;

class ReportDialog : public QDialog {
    Q_OBJECT
  public:
    // shown: what stands there at first. now: what "-2h" is counted from.
    ReportDialog(const Theme& theme, TimeRange shown, QDateTime now, QWidget* parent);

    // As it is typed; nothing while it is no range.
    std::optional<TimeRange> range() const;

  private:
    QLineEdit* addMoment(const QString& name, std::int64_t moment);
    void check();

    const QDateTime now_;
    QLineEdit* from_ = nullptr;
    QLineEdit* to_ = nullptr;
    Label* problem_ = nullptr;
    QPushButton* accepts_ = nullptr;
};

}  // namespace baro::ui
