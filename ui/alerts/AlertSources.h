// Whose alerts are shown: this machine's, or those of one of the servers. The choice is there when there are
// servers.
#pragma once

#include <QWidget>
#include <memory>

#include "ui/PageContext.h"

class QComboBox;
class QStackedWidget;

namespace baro::ui {

class ServerAlertFeed;
class ServerAlertPanel;

class AlertSources : public QWidget {
    Q_OBJECT
  public:
    // Takes what shows this machine's.
    AlertSources(const PageContext& context, QWidget* thisMachine, QWidget* parent = nullptr);
    ~AlertSources() override;

    bool showsThisMachine() const;
    // What is chosen is asked again; nothing when that is this machine.
    void refresh();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void listServers();
    void choose(int index);

    const PageContext context_;
    QWidget* line_ = nullptr;
    QComboBox* choice_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    std::unique_ptr<ServerAlertFeed> feed_;  // of the server that is chosen
    std::unique_ptr<ServerAlertPanel> panel_;
};

}  // namespace baro::ui
