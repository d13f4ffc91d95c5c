// One host in the window: arranges sidebar, header, pages and timeline, and turns keys into moves. It knows
// no page by name.
#pragma once

#include <QHash>
#include <QWidget>
#include <vector>

#include "ui/PageContext.h"
#include "ui/pages/Page.h"

class QLabel;
class QMenu;
class QStackedWidget;
class QTimer;

namespace baro::ui {

class AlertBanner;
class EventFeed;
class HeaderBar;
class Label;
class MessageStrip;
class Playback;
class Sidebar;
class Timeline;

class HostView : public QWidget {
    Q_OBJECT
  public:
    // Pages are made when they are first shown. startPage: an id; an unknown one opens the first page.
    HostView(const PageContext& context, std::vector<PageEntry> pages, const QString& startPage,
             QWidget* parent = nullptr);

    void openPage(const QString& id, const QString& search = {});
    const QString& currentPage() const { return current_; }
    bool hasPage(const QString& id) const { return indexOf(id) >= 0; }
    // What the host is called, until a Frame tells; as shown, escaped.
    void setHost(const QString& name);
    // With which another host can be chosen; null: none can.
    void setHostMenu(QMenu* menu);
    // Why what is shown may be out of date: it is shown faintly then. Empty: it is not.
    void setProblem(const QString& sentence);
    // As people type it (ui/MomentText.h); false: it is none.
    bool goTo(const QString& moment);
    // A key that no control wanted for itself: a text field keeps its blanks and arrows. false: nor is it
    // wanted here.
    bool takeKey(const QKeyEvent& key);
    // Nothing is drawn, asked or laid out where nobody looks. The window tells when it is minimised or not.
    void watchVisibility();
    // Where alerts are told when the desktop has no other way.
    AlertBanner& alertBanner() { return *alertBanner_; }

  signals:
    void firstPaintWithRates();
    void watched(bool isWatched);  // somebody looks, or nobody

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void layOut();
    void makeMenu();
    void addTimeMenu(QMenu& menu);
    void goToPreviousEvent();
    void addShortcuts();
    void askMoment();
    void savePage();
    void openMomentFile();
    void addPage();
    void importPage();
    void showPage(int index);
    void listUserPages();
    int indexOf(const QString& id) const;  // -1: none
    void showFrame(const FramePtr& frame);
    void say(const QString& sentence);
    QString withLastKnown(const QString& sentence) const;
    Page* current() const;
    void search();

    EventFeed* const events_;
    const PageContext context_;
    const std::size_t builtIn_;  // how many of the pages; a user's own follow
    std::vector<PageEntry> pages_;
    QHash<QString, Page*> made_;  // by id, once first shown
    QString current_;             // id
    bool hasRates_ = false;       // what is shown
    bool saidFirstPaint_ = false;
    Playback* playback_ = nullptr;
    HeaderBar* header_ = nullptr;
    Sidebar* sidebar_ = nullptr;
    Timeline* timeline_ = nullptr;
    AlertBanner* alertBanner_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    MessageStrip* problem_ = nullptr;
    QWidget* veil_ = nullptr;  // over what may be out of date
    Label* message_ = nullptr;
    QTimer* messageTimer_ = nullptr;
};

}  // namespace baro::ui
