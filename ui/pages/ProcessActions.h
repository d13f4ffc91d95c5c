// What a person can do to processes: end, kill, stop, continue, any signal, nice, processors, I/O priority.
// What hurts is asked once; the work is done on a worker thread and its outcome reported. GUI thread only.
#pragma once

#include <QObject>
#include <functional>
#include <vector>

#include "core/sampling/ProcessControl.h"
#include "ui/widgets/ProcessDialogs.h"

class QAction;
class QMenu;
class QWidget;

namespace baro::ui {

class ProcessWorker;

class ProcessActions : public QObject {
    Q_OBJECT
  public:
    // Calls `then` when the person agrees; may do so later.
    using Ask = std::function<void(const QString& question, const QString& consequence, const QString& verb,
                                   const std::vector<ChosenProcess>& chosen, std::function<void()> then)>;

    // control and worker must outlive it; window is the parent of dialogs.
    ProcessActions(ProcessControl& control, ProcessWorker& worker, QWidget* window);

    void setChosen(std::vector<ChosenProcess> chosen);
    const std::vector<ChosenProcess>& chosen() const { return chosen_; }
    void setNiceOfFirst(int nice) { niceOfFirst_ = nice; }
    void setProcessors(std::vector<int> cpus) { processors_ = std::move(cpus); }
    void setAsk(Ask ask) { ask_ = std::move(ask); }                // a dialog unless set
    void setConfirmed(bool confirmed) { confirmed_ = confirmed; }  // false: never ask

    QAction* end() const { return end_; }
    QAction* kill() const { return kill_; }
    QAction* stop() const { return stop_; }
    QAction* resume() const { return resume_; }
    void addTo(QMenu& menu) const;

    void sendSignal(const QString& name);  // "SIGHUP"; asks first
    void setNice(int nice);

  signals:
    void reported(const QString& sentence, bool good);

  private:
    using Chosen = std::vector<ChosenProcess>;
    using Perform = std::function<void(const Chosen&)>;
    using Work = std::function<Status(ProcessControl&, const ProcessIdentity&)>;

    QAction* addAction(const QString& text, void (ProcessActions::*run)());
    void endChosen();
    void killChosen();
    void stopChosen();
    void resumeChosen();
    void chooseNice();
    void chooseAffinity();
    void chooseIoPriority();
    void fillSignals();
    void ask(const QString& question, const QString& consequence, const QString& verb, const Perform& then);
    // done: "Sent SIGTERM to %1."
    void perform(const Chosen& on, const QString& done, Work work);
    void deliver(const Chosen& on, const QString& signalName);
    void openAffinity(const Chosen& on, const std::vector<int>& allowed);
    void openIoPriority(const Chosen& on, IoPriority priority);
    void reportError(const Error& error);

    ProcessControl& control_;
    ProcessWorker& worker_;
    QWidget* window_;
    Ask ask_;
    bool confirmed_ = true;
    std::vector<ChosenProcess> chosen_;
    std::vector<int> processors_;
    int niceOfFirst_ = 0;
    QMenu* signals_ = nullptr;
    QAction* end_ = nullptr;
    QAction* kill_ = nullptr;
    QAction* stop_ = nullptr;
    QAction* resume_ = nullptr;
    QAction* nice_ = nullptr;
    QAction* affinity_ = nullptr;
    QAction* ioPriority_ = nullptr;
};

}  // namespace baro::ui
