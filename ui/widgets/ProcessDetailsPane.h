// All about one process: what the Frame says at once, and on demand what only an inspection finds (files,
// connections, environment). GUI thread only; inspections run on the worker.
#pragma once

#include <QWidget>
#include <array>
#include <optional>

#include "core/sampling/ProcessInspector.h"
#include "ui/models/ProcessModel.h"
#include "ui/theme/Theme.h"

class QPlainTextEdit;
class QTabWidget;
class QToolButton;
class QTreeWidget;

namespace baro::ui {

class FactList;
class Label;
class ProcessWorker;
class Sparkline;

class ProcessDetailsPane : public QWidget {
    Q_OBJECT
  public:
    // All of them must outlive it.
    ProcessDetailsPane(const Theme& theme, const Formatting& format, const ProcessModel& model,
                       ProcessInspector& inspector, ProcessWorker& worker, QWidget* parent = nullptr);

    // Starts anew for another process.
    void showProcess(const ProcessIdentity& identity);
    void clear();
    // The model has a new Frame.
    void advance();
    // Inspects again.
    void refresh();

  signals:
    void closed();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void adoptTheme();
    void buildHead();
    void buildTabs();
    void showFacts(const ProcessNode& node);
    void showDetails(const Result<ProcessDetails>& details);
    void showEnded();
    void addHistory(const ProcessNode& node);

    const Theme& theme_;
    const Formatting& format_;
    const ProcessModel& processes_;
    ProcessInspector& inspector_;
    ProcessWorker& worker_;

    std::optional<ProcessIdentity> identity_;
    std::uint64_t request_ = 0;  // answers to earlier ones are stale
    bool ended_ = false;
    std::vector<double> cpuHistory_;
    std::vector<double> memoryHistory_;
    std::vector<std::pair<QString, QString>> inspected_;  // facts that the last inspection found

    Label* name_ = nullptr;
    Label* state_ = nullptr;
    Label* cpu_ = nullptr;
    Label* memory_ = nullptr;
    Sparkline* cpuLine_ = nullptr;
    Sparkline* memoryLine_ = nullptr;
    QToolButton* refresh_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    FactList* facts_ = nullptr;
    QPlainTextEdit* commandLine_ = nullptr;
    QTreeWidget* files_ = nullptr;
    QTreeWidget* connections_ = nullptr;
    QTreeWidget* environment_ = nullptr;
};

}  // namespace baro::ui
