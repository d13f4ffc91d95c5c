#include "ui/pages/ProcessActions.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QMenu>
#include <QMessageBox>
#include <algorithm>
#include <utility>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/widgets/ProcessWorker.h"

namespace baro::ui {
namespace {

struct Outcome {
    int succeeded = 0;
    int tried = 0;
    std::string firstError;
};

QString reportOf(const Outcome& outcome, const QString& done) {
    if (outcome.succeeded == outcome.tried) return done;
    const QString error = machineText(outcome.firstError);
    if (outcome.tried == 1) return error;
    return ProcessActions::tr("%1 of %2 failed: %3")
        .arg(countText(outcome.tried - outcome.succeeded), countText(outcome.tried), error);
}

}  // namespace

ProcessActions::ProcessActions(ProcessControl& control, ProcessWorker& worker, QWidget* window)
    : QObject(window), control_(control), worker_(worker), window_(window) {
    ask_ = [window](const QString& question, const QString& consequence, const QString& verb,
                    const std::vector<ChosenProcess>& chosen, const std::function<void()>& then) {
        QMessageBox* const box = makeQuestion(question, consequence, verb, chosen, window);
        box->setAttribute(Qt::WA_DeleteOnClose);
        connect(box, &QMessageBox::buttonClicked, window, [box, then](QAbstractButton* button) {
            if (box->buttonRole(button) == QMessageBox::AcceptRole) then();
        });
        box->open();
    };
    end_ = addAction(tr("&End"), &ProcessActions::endChosen);
    end_->setShortcut(QKeySequence::Delete);
    end_->setToolTip(tr("Ask the process to end (SIGTERM)"));
    kill_ = addAction(tr("&Kill"), &ProcessActions::killChosen);
    kill_->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_Delete));
    kill_->setToolTip(tr("End the process at once (SIGKILL); what it has not saved is lost"));
    stop_ = addAction(tr("&Stop"), &ProcessActions::stopChosen);
    stop_->setToolTip(tr("Halt the process until it is continued (SIGSTOP)"));
    resume_ = addAction(tr("&Continue"), &ProcessActions::resumeChosen);
    resume_->setToolTip(tr("Let a stopped process go on (SIGCONT)"));
    nice_ = addAction(tr("&Priority …"), &ProcessActions::chooseNice);
    affinity_ = addAction(tr("CPU &affinity …"), &ProcessActions::chooseAffinity);
    ioPriority_ = addAction(tr("&I/O priority …"), &ProcessActions::chooseIoPriority);
    signals_ = new QMenu(tr("Send si&gnal"), window);
    connect(signals_, &QMenu::aboutToShow, this, &ProcessActions::fillSignals);
    setChosen({});
}

QAction* ProcessActions::addAction(const QString& text, void (ProcessActions::*run)()) {
    auto* action = new QAction(text, this);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void ProcessActions::setChosen(std::vector<ChosenProcess> chosen) {
    chosen_ = std::move(chosen);
    for (QAction* action :
         {end_, kill_, stop_, resume_, nice_, affinity_, ioPriority_, signals_->menuAction()})
        action->setEnabled(!chosen_.empty());
}

void ProcessActions::addTo(QMenu& menu) const {
    menu.addActions({end_, kill_, stop_, resume_});
    menu.addMenu(signals_);
    menu.addSeparator();
    menu.addActions({nice_, affinity_, ioPriority_});
}

void ProcessActions::fillSignals() {
    if (!signals_->isEmpty()) return;
    for (const auto& [number, name] : control_.signalNames()) {
        const QString shown = QString::fromStdString(name);
        QAction* const action = signals_->addAction(QStringLiteral("%1  %2").arg(number, 2).arg(shown));
        connect(action, &QAction::triggered, this, [this, shown] { sendSignal(shown); });
    }
}

void ProcessActions::ask(const QString& question, const QString& consequence, const QString& verb,
                         const Perform& then) {
    if (chosen_.empty()) return;
    // Those chosen now: by the time of the answer others may be.
    const Chosen on = chosen_;
    if (!confirmed_) return then(on);
    ask_(question.arg(chosenText(on)), consequence, verb, on, [then, on] { then(on); });
}

void ProcessActions::perform(const Chosen& on, const QString& done, Work work) {
    worker_.run(
        [&control = control_, on, work = std::move(work)] {
            Outcome outcome;
            for (const ChosenProcess& process : on) {
                const Status status = work(control, process.identity);
                ++outcome.tried;
                if (status) ++outcome.succeeded;
                if (!status && outcome.firstError.empty()) outcome.firstError = status.error().message;
            }
            return outcome;
        },
        [this, report = done.arg(chosenText(on))](const Outcome& outcome) {
            emit reported(reportOf(outcome, report), outcome.succeeded == outcome.tried);
        });
}

void ProcessActions::deliver(const Chosen& on, const QString& name) {
    const auto names = control_.signalNames();
    const auto found = std::find_if(names.begin(), names.end(), [&name](const auto& signal) {
        return QString::fromStdString(signal.second) == name;
    });
    if (found == names.end()) {
        emit reported(tr("This system has no %1.").arg(name), false);
        return;
    }
    perform(on, tr("Sent %1 to %2.").arg(name, QStringLiteral("%1")),
            [signal = found->first](ProcessControl& control, const ProcessIdentity& process) {
                return control.sendSignal(process, signal);
            });
}

void ProcessActions::sendSignal(const QString& name) {
    ask(tr("Send %1 to %2?").arg(name, QStringLiteral("%1")),
        tr("Most signals end a process that does not expect them."), tr("Send %1").arg(name),
        [this, name](const Chosen& on) { deliver(on, name); });
}

void ProcessActions::endChosen() {
    ask(tr("End %1?"), tr("The process is asked to end and can still save its work."), tr("End"),
        [this](const Chosen& on) { deliver(on, QStringLiteral("SIGTERM")); });
}

void ProcessActions::killChosen() {
    ask(tr("Kill %1?"), tr("The process ends at once. What it has not saved is lost."), tr("Kill"),
        [this](const Chosen& on) { deliver(on, QStringLiteral("SIGKILL")); });
}

void ProcessActions::stopChosen() {
    ask(tr("Stop %1?"), tr("It stands still, and does not answer, until it is continued."), tr("Stop"),
        [this](const Chosen& on) { deliver(on, QStringLiteral("SIGSTOP")); });
}

void ProcessActions::resumeChosen() {
    if (!chosen_.empty()) deliver(chosen_, QStringLiteral("SIGCONT"));
}

void ProcessActions::setNice(int nice) {
    const auto set = [this, nice](const Chosen& on) {
        perform(on,
                tr("Set the nice value of %2 to %1.")
                    .arg(nice)
                    .replace(QStringLiteral("%2"), QStringLiteral("%1")),
                [nice](ProcessControl& control, const ProcessIdentity& process) {
                    return control.setNice(process, nice);
                });
    };
    if (nice >= 0) return set(chosen_);
    ask(tr("Run %1 before others?"), tr("With a nice value of %1 others may have to wait for it.").arg(nice),
        tr("Set nice value"), set);
}

void ProcessActions::chooseNice() {
    if (chosen_.empty()) return;
    auto* dialog = new NiceDialog(chosenText(chosen_), niceOfFirst_, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, on = chosen_] {
        setChosen(on);
        setNice(dialog->nice());
    });
    dialog->open();
}

void ProcessActions::chooseAffinity() {
    if (chosen_.empty()) return;
    const ProcessIdentity first = chosen_.front().identity;
    worker_.run([&control = control_, first] { return control.affinity(first); },
                [this, on = chosen_](const Result<std::vector<int>>& allowed) {
                    if (!allowed) return reportError(allowed.error());
                    openAffinity(on, *allowed);
                });
}

void ProcessActions::openAffinity(const Chosen& on, const std::vector<int>& allowed) {
    // Without a reading of the processors there are at least those that it may run on now.
    auto* dialog =
        new AffinityDialog(chosenText(on), processors_.empty() ? allowed : processors_, allowed, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, on] {
        perform(on, tr("Set the processors of %1."),
                [cpus = dialog->chosenCpus()](ProcessControl& control, const ProcessIdentity& process) {
                    return control.setAffinity(process, cpus);
                });
    });
    dialog->open();
}

void ProcessActions::chooseIoPriority() {
    if (chosen_.empty()) return;
    const ProcessIdentity first = chosen_.front().identity;
    worker_.run([&control = control_, first] { return control.ioPriority(first); },
                [this, on = chosen_](const Result<IoPriority>& priority) {
                    if (!priority) return reportError(priority.error());
                    openIoPriority(on, *priority);
                });
}

void ProcessActions::openIoPriority(const Chosen& on, IoPriority priority) {
    auto* dialog = new IoPriorityDialog(chosenText(on), priority, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, on] {
        perform(on, tr("Set the I/O priority of %1."),
                [wanted = dialog->priority()](ProcessControl& control, const ProcessIdentity& process) {
                    return control.setIoPriority(process, wanted);
                });
    });
    dialog->open();
}

void ProcessActions::reportError(const Error& error) {
    emit reported(machineText(error.message), false);
}

}  // namespace baro::ui
