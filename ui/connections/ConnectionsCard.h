// The servers of servers.yml, what each answers, and buttons to change them. Asks them when it is seen first,
// when the file changes while it is seen, and when somebody wants to know.
#pragma once

#include <QPointer>
#include <map>
#include <memory>

#include "ui/PageContext.h"
#include "ui/connections/ServerBook.h"
#include "ui/widgets/Card.h"

class QPushButton;

namespace baro::ui {

class Label;
class SubjectTable;

class ConnectionsCard : public Card {
    Q_OBJECT
  public:
    explicit ConnectionsCard(const PageContext& context, QWidget* parent = nullptr);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    struct Asked {
        remotewrite::ServerEntry entry;
        std::shared_ptr<void> test;  // null: it has answered
        ServerAnswer answer;
    };
    void showServers();
    void testAll();
    void edit();
    void removeSelected();
    const remotewrite::ServerEntry* selected() const;

    const PageContext context_;
    std::map<QString, Asked> asked_;  // by the key of a row
    SubjectTable* table_ = nullptr;
    Label* nothing_ = nullptr;
    Label* problems_ = nullptr;
    QPushButton* tests_ = nullptr;
    QPushButton* edits_ = nullptr;
    QPushButton* removes_ = nullptr;
};

}  // namespace baro::ui
