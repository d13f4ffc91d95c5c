// Text in one of the theme's sizes and colours. Always plain text: what a machine calls itself is never
// markup.
#pragma once

#include <QLabel>

#include "ui/theme/Theme.h"

namespace baro::ui {

class Label : public QLabel {
    Q_OBJECT
  public:
    explicit Label(const Theme& theme, TextSize size = TextSize::Body, Role role = Role::Text,
                   QWidget* parent = nullptr);
    Label(const Theme& theme, const QString& text, TextSize size = TextSize::Body, Role role = Role::Text,
          QWidget* parent = nullptr);

    void setRole(Role role);
    // The text is cut with "…" where it does not fit, and shown whole in a tooltip; the label can then get
    // narrow.
    void setElided(Qt::TextElideMode mode);
    // Keeps the width it has once needed, so that changing figures do not move their neighbours.
    void setSteadyWidth(bool steady);
    // Unlike QLabel's, does nothing when the text is the same.
    void setText(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    void adopt();

    const Theme& theme_;
    TextSize size_;
    Role role_;
    Qt::TextElideMode elide_ = Qt::ElideNone;
    bool steady_ = false;
    mutable int widest_ = 0;
};

}  // namespace baro::ui
