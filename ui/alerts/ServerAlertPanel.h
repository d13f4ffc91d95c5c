// A server's alerts and rules, to look at: they are evaluated and changed there.
#pragma once

#include <QWidget>

#include "ui/PageContext.h"

namespace baro::ui {

class Card;
class FactList;
class Label;
class MessageStrip;
class ServerAlertFeed;
class StateMessage;
class SubjectTable;

class ServerAlertPanel : public QWidget {
    Q_OBJECT
  public:
    // The feed must outlive it. Rules are asked while it is on screen.
    ServerAlertPanel(const PageContext& context, ServerAlertFeed& feed, QWidget* parent = nullptr);

    // Ages go on.
    void showAges();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void choosesFrom(SubjectTable* table, SubjectTable* other);
    void showAll();
    void showState();
    void showAlerts();
    void showRules();
    void showChosen();

    const PageContext context_;
    ServerAlertFeed& feed_;
    MessageStrip* problem_ = nullptr;
    Label* note_ = nullptr;
    StateMessage* message_ = nullptr;
    Card* alertsCard_ = nullptr;
    SubjectTable* alerts_ = nullptr;
    Label* nothing_ = nullptr;
    Card* chosenCard_ = nullptr;
    FactList* chosen_ = nullptr;
    Card* rulesCard_ = nullptr;
    SubjectTable* rules_ = nullptr;
    Label* noRules_ = nullptr;
};

}  // namespace baro::ui
