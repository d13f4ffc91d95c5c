// Whom Explore asks: this machine, and any of the servers; one at least. It is there only where there is a
// server.
#pragma once

#include <QStringList>
#include <QToolButton>

class QCheckBox;

namespace baro::ui {

class SourceChoice : public QToolButton {
    Q_OBJECT
  public:
    // The first choice is this machine; its name stands for it in what is kept.
    static QString thisMachine() { return QString(); }

    explicit SourceChoice(QWidget* parent = nullptr);

    // Servers by name, each once. What is ticked stays, as far as it is there.
    void setServers(const QStringList& names);
    const QStringList& servers() const { return servers_; }
    // In the order of the menu; this machine is an empty name.
    const QStringList& ticked() const { return ticked_; }
    // Names that are not there are left aside; of none, this machine is ticked.
    void tick(const QStringList& names);

  signals:
    void changed();

  private:
    void fill();
    void take();
    void showChoice();

    QStringList servers_;
    QStringList ticked_{thisMachine()};
    QList<QCheckBox*> boxes_;  // as the menu has them
};

// As it is shown.
QString sourceName(const QString& source);

}  // namespace baro::ui
