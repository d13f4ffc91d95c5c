// The control that edits one row of the table of settings: a check box, a list of words, a number or a line
// of text. What is chosen takes effect at once.
#pragma once

#include <QWidget>

#include "core/config/Settings.h"

namespace baro::ui {

class SettingEditor : public QWidget {
    Q_OBJECT
  public:
    SettingEditor(Settings& settings, const Setting& setting, QWidget* parent = nullptr);

  signals:
    void edited();                        // the setting has the new value
    void refused(const QString& reason);  // it could not take it; the old one stays

  private:
    QWidget* makeControl();
    QWidget* makeCheckBox();
    QWidget* makeChoice();
    QWidget* makeNumber();
    QWidget* makeLine();
    void apply(const QString& text);
    QString current() const;

    Settings& settings_;
    const Setting& setting_;
};

}  // namespace baro::ui
