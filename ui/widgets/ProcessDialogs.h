// The questions that actions on processes ask. All text from the machine is shown as plain text. GUI thread
// only.
#pragma once

#include <QDialog>
#include <QString>
#include <vector>

#include "core/sampling/ProcessControl.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QMessageBox;
class QSlider;
class QSpinBox;

namespace baro::ui {

struct ChosenProcess {
    ProcessIdentity identity;
    QString name;  // as shown
};

// "firefox (4242)"; for several "3 processes".
QString chosenText(const std::vector<ChosenProcess>& chosen);

// Asks once, naming each process and its pid (the first ten of them). The button that does it is called
// `verb`; the one that does nothing is the default.
QMessageBox* makeQuestion(const QString& question, const QString& consequence, const QString& verb,
                          const std::vector<ChosenProcess>& chosen, QWidget* parent);

class AffinityDialog : public QDialog {
    Q_OBJECT
  public:
    // cpus: those that the machine has; allowed: those checked at first.
    AffinityDialog(const QString& whose, const std::vector<int>& cpus, const std::vector<int>& allowed,
                   QWidget* parent = nullptr);
    std::vector<int> chosenCpus() const;

  private:
    std::vector<std::pair<int, QCheckBox*>> boxes_;
};

class NiceDialog : public QDialog {
    Q_OBJECT
  public:
    NiceDialog(const QString& whose, int nice, QWidget* parent = nullptr);
    int nice() const;

  private:
    void explain();

    QSlider* slider_ = nullptr;
    QSpinBox* number_ = nullptr;
    QLabel* meaning_ = nullptr;
};

class IoPriorityDialog : public QDialog {
    Q_OBJECT
  public:
    IoPriorityDialog(const QString& whose, IoPriority priority, QWidget* parent = nullptr);
    IoPriority priority() const;

  private:
    QComboBox* priorityClass_ = nullptr;
    QSpinBox* level_ = nullptr;
};

}  // namespace baro::ui
