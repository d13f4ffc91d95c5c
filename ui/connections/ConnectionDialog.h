// Makes and changes a server: its addresses, what authenticates there, TLS, and whether the record is written
// to it; and says what it answers to just that, before anything is saved.
#pragma once

#include <QDialog>
#include <memory>
#include <optional>

#include "core/remotewrite/ServerEntries.h"
#include "ui/theme/Theme.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace baro::ui {

class Label;
class NumberField;
class ServerBook;

class ConnectionDialog : public QDialog {
    Q_OBJECT
  public:
    // before: nothing for a new one. Both outlive it.
    ConnectionDialog(const Theme& theme, ServerBook& book, std::optional<remotewrite::ServerEntry> before,
                     QWidget* parent);
    ~ConnectionDialog() override;

    // As it stands in the fields; the typed secret is not in it.
    remotewrite::ServerEntry entry() const;

    // Shows one that deletes itself when it is closed.
    static ConnectionDialog* open(const Theme& theme, ServerBook& book,
                                  std::optional<remotewrite::ServerEntry> before, QWidget* parent);

  private:
    QFormLayout* makeWhere();
    QFormLayout* makeHow();
    QLineEdit* addLine(QFormLayout* form, const QString& name, const QString& placeholder = {});
    void fill(const remotewrite::ServerEntry& entry);
    void check();
    void showSecret();
    void test();
    void save();
    void say(const QString& sentence, Role role);

    const Theme& theme_;
    ServerBook& book_;
    const std::optional<remotewrite::ServerEntry> before_;
    std::shared_ptr<void> testing_;
    bool isKept_ = false;  // the password of before_
    QFormLayout* where_ = nullptr;
    QLineEdit* name_ = nullptr;
    QLineEdit* url_ = nullptr;
    QCheckBox* writes_ = nullptr;
    QLineEdit* writeUrl_ = nullptr;
    NumberField* interval_ = nullptr;
    QComboBox* authentication_ = nullptr;
    QLineEdit* user_ = nullptr;
    QLineEdit* secret_ = nullptr;
    Label* secretNote_ = nullptr;
    QLineEdit* authority_ = nullptr;
    QLineEdit* certificate_ = nullptr;
    QLineEdit* key_ = nullptr;
    QLineEdit* serverName_ = nullptr;
    QCheckBox* skips_ = nullptr;
    QPlainTextEdit* headers_ = nullptr;
    NumberField* timeout_ = nullptr;
    Label* told_ = nullptr;
    QPushButton* tests_ = nullptr;
    QPushButton* saves_ = nullptr;
};

}  // namespace baro::ui
