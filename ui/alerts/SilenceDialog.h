// Asks which alerts shall be silent, for how long, and why.
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <string>
#include <utility>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/telling/Silence.h"
#include "ui/theme/Theme.h"

class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace baro::ui {

class Label;

class SilenceDialog : public QDialog {
    Q_OBJECT
  public:
    // preferred: the labels of the alert it begins with (toString), where there is one. now: milliseconds
    // since 1970 UTC.
    SilenceDialog(const Theme& theme, alerts::AlertStanding standing, const QString& preferred,
                  std::int64_t now, QWidget* parent = nullptr);

    alerts::Silence silence() const;  // from now on; without an id

  private:
    void addWhom(QVBoxLayout* layout, const QString& preferred);
    void addUntil(QVBoxLayout* layout);
    void showLabels();
    void check();
    std::vector<LabelMatcher> matchers() const;
    std::int64_t endsAt() const;

    const Theme& theme_;
    const alerts::AlertStanding standing_;
    const std::int64_t now_;
    const std::vector<Labels> alerts_;
    QComboBox* alert_ = nullptr;
    QWidget* labels_ = nullptr;
    std::vector<std::pair<LabelMatcher, QCheckBox*>> boxes_;
    QComboBox* length_ = nullptr;
    QDateTimeEdit* until_ = nullptr;
    QLineEdit* why_ = nullptr;
    Label* effect_ = nullptr;
    QPushButton* accepts_ = nullptr;
};

}  // namespace baro::ui
