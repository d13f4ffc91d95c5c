// The window: the hosts that were chosen in it, one of them on screen, each as a HostView. Where it is, and
// what closing it does.
#pragma once

#include <QWidget>
#include <functional>
#include <utility>
#include <vector>

#include "ui/PageContext.h"
#include "ui/pages/Page.h"

class QStackedWidget;

namespace baro::ui {

class AlertBanner;
class HostView;

class MainWindow : public QWidget {
    Q_OBJECT
  public:
    // Of this machine. Pages are made when they are first shown. startPage: an id; an unknown one opens the
    // first page.
    MainWindow(const PageContext& context, std::vector<PageEntry> pages, const QString& startPage);
    ~MainWindow() override;

    // Of this machine, which comes on screen.
    void openPage(const QString& id, const QString& search = {});
    const QString& currentPage() const;
    // What closing does is asked each time, as a tray comes and goes. Without an answer it ends the program.
    enum class Closing { Quits, Minimises, GoesToTray };
    void setClosing(std::function<Closing()> closing) { closing_ = std::move(closing); }
    // As people type it (ui/MomentText.h); false: it is none.
    bool goTo(const QString& moment);
    void bringToFront();
    // Where alerts are told when the desktop has no other way.
    AlertBanner& alertBanner();

    // The first painting is that of another host, which will come.
    void awaitHost() { awaitsHost_ = true; }
    HostView& thisMachine() { return *thisMachine_; }
    HostView& onScreen() const;
    // Comes on screen, and belongs to the window until it is taken away.
    void showHost(HostView* view);
    // Another one than this machine. This machine comes on screen if that one was.
    void takeAway(HostView* view);

  signals:
    void hiddenByClose();  // closed to the tray
    void firstPaintWithRates();

  protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void restorePlace();
    void savePlace() const;

    QStackedWidget* stack_ = nullptr;
    HostView* thisMachine_ = nullptr;
    std::function<Closing()> closing_;  // none: it quits
    bool awaitsHost_ = false;
};

}  // namespace baro::ui
