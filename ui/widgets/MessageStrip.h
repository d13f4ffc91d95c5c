// One sentence about what just happened, above what it is about; stays until it is closed or replaced. Plain
// text.
#pragma once

#include <QWidget>

#include "ui/theme/Theme.h"

class QTimer;

namespace baro::ui {

class Label;

class MessageStrip : public QWidget {
    Q_OBJECT
  public:
    enum class Tone { Good, Bad };

    explicit MessageStrip(const Theme& theme, QWidget* parent = nullptr);

    // Good news leaves by itself after some seconds.
    void say(const QString& sentence, Tone tone);
    QString sentence() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const Theme& theme_;
    Tone tone_ = Tone::Good;
    Label* text_ = nullptr;
    QTimer* leave_ = nullptr;
};

}  // namespace baro::ui
