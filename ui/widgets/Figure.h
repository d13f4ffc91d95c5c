// One number to be read from afar: large digits, a small unit, a quiet caption above and a quiet note below.
#pragma once

#include <QWidget>

#include "core/metrics/Format.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

class Figure : public QWidget {
    Q_OBJECT
  public:
    explicit Figure(const Theme& theme, const QString& caption, QWidget* parent = nullptr);

    void setValue(const FormattedValue& value);
    void setText(const QString& text, const QString& unit = {});  // plain text
    void setUnknown(const QString& note = {});                    // "–"; the note may say why
    void setCaption(const QString& caption);
    void setNote(const QString& note);  // plain text
    void setSubject(Subject subject);   // colours the digits
    void setSmall(bool small);          // digits in Title size: for rows of many figures

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void changeText(QString& field, const QString& text);
    void describe();
    const QFont& digitFont() const;

    const Theme& theme_;
    QString caption_;
    QString number_;
    QString unit_;
    QString note_;
    std::optional<Subject> subject_;
    bool small_ = false;
    mutable int widest_ = 0;  // keeps its width, so that changing digits do not move the neighbours
};

}  // namespace baro::ui
