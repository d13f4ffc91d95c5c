// The icon in the tray: the processor load as a figure, and a menu that leads back to the window. Without a
// tray it is not there and nothing is missing.
#pragma once

#include <QImage>
#include <QObject>
#include <memory>

#include "core/alerts/AlertSeverity.h"
#include "ui/PageContext.h"
#include "ui/pages/Page.h"

class QMenu;
class QPainter;
class QSystemTrayIcon;

namespace baro::ui {

// How alerts stand, for those who see only the icon.
struct AlertBadge {
    int firing = 0;
    alerts::AlertSeverity gravest = alerts::AlertSeverity::Info;
    QString first;  // the gravest one's name
    bool operator==(const AlertBadge&) const = default;
};

class TrayIcon : public QObject {
    Q_OBJECT
  public:
    TrayIcon(const PageContext& context, const std::vector<PageEntry>& pages, QObject* parent = nullptr);
    ~TrayIcon() override;

    bool isWanted() const;  // whether there is a tray for it or not
    bool isThere() const;
    void setWanted(bool wanted);  // the person's choice
    // A hint once, by the desktop's own means; plain text.
    void tell(const QString& title, const QString& sentence);
    void setBadge(const AlertBadge& badge);
    QString toolTip() const;
    QImage picture() const;  // what the tray was given

  signals:
    void windowWanted();
    void messageClicked();  // the hint that was told last

  private:
    void showFrame(const FramePtr& frame);
    void draw();
    void drawBadge(QPainter& painter) const;
    QString toolTipText() const;

    const PageContext context_;
    std::unique_ptr<QMenu> menu_;
    std::unique_ptr<QSystemTrayIcon> icon_;
    int percent_ = -1;  // -1: unknown
    AlertBadge badge_;
};

}  // namespace baro::ui
