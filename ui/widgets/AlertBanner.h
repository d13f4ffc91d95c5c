// Alerts told in the window itself, where the desktop has no other way: one at a time, the gravest first,
// until it is over or closed. Plain text. GUI thread only.
#pragma once

#include <QList>
#include <QWidget>

#include "core/alerts/AlertSeverity.h"
#include "ui/theme/Theme.h"

class QPushButton;

namespace baro::ui {

class Label;

struct BannerAlert {
    QString key;
    QString title;
    QString body;
    alerts::AlertSeverity severity = alerts::AlertSeverity::Warning;
};

class AlertBanner : public QWidget {
    Q_OBJECT
  public:
    explicit AlertBanner(const Theme& theme, QWidget* parent = nullptr);

    void tell(const BannerAlert& alert);  // takes the place of the one of the same key
    void remove(const QString& key);
    const QList<BannerAlert>& all() const { return alerts_; }

  signals:
    void showWanted(const QString& key);
    void silenceWanted(const QString& key);
    void closed(const QString& key);  // by the person

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QPushButton* addButton(const QString& text, void (AlertBanner::*wanted)(const QString&));
    void showFirst();

    const Theme& theme_;
    QList<BannerAlert> alerts_;  // the gravest first
    Label* title_ = nullptr;
    Label* body_ = nullptr;
    Label* more_ = nullptr;
};

}  // namespace baro::ui
