// What a page or card says when it has nothing to show: loading, nothing there, cannot be read, out of date.
#pragma once

#include <QWidget>

#include "core/base/Result.h"
#include "ui/theme/Theme.h"

class QLabel;
class QPushButton;

namespace baro::ui {

class Label;

class StateMessage : public QWidget {
    Q_OBJECT
  public:
    enum class Kind { Loading, Empty, Denied, Failed, Stale };

    explicit StateMessage(const Theme& theme, QWidget* parent = nullptr);

    // Plain text; the sentence says what to do where something can be done.
    void setMessage(Kind kind, const QString& headline, const QString& sentence = {});
    // From the reason of a Section that has no reading.
    void setReason(const Error& reason);
    // A button below the message, for what can be done from here; empty: none.
    void setAction(const QString& text);

  signals:
    void acted();

  private:
    void showIcon();

    const Theme& theme_;
    Kind kind_ = Kind::Loading;
    QLabel* icon_ = nullptr;
    Label* headline_ = nullptr;
    Label* sentence_ = nullptr;
    QPushButton* action_ = nullptr;  // once there was something to do
};

}  // namespace baro::ui
