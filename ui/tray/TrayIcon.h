// The icon in the tray: the processor load as a figure, and a menu that leads back to the window. Without a
// tray it is not there and nothing is missing.
#pragma once

#include <QObject>
#include <memory>

#include "ui/PageContext.h"
#include "ui/pages/Page.h"

class QMenu;
class QSystemTrayIcon;

namespace baro::ui {

class TrayIcon : public QObject {
    Q_OBJECT
  public:
    TrayIcon(const PageContext& context, const std::vector<PageEntry>& pages, QObject* parent = nullptr);
    ~TrayIcon() override;

    bool isThere() const;
    void setWanted(bool wanted);  // the person's choice
    // A hint once, by the desktop's own means; plain text.
    void tell(const QString& title, const QString& sentence);

  signals:
    void windowWanted();

  private:
    void showFrame(const FramePtr& frame);
    void draw(int percent);

    const PageContext context_;
    std::unique_ptr<QMenu> menu_;
    std::unique_ptr<QSystemTrayIcon> icon_;
    int shownPercent_ = -2;  // -1: unknown; -2: nothing drawn yet
};

}  // namespace baro::ui
