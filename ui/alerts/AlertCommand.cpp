#include "ui/alerts/AlertCommand.h"

#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <utility>

#include "ui/MachineText.h"

namespace baro::ui {
namespace {

constexpr qsizetype mostCommandsWaiting = 100;

}  // namespace

AlertCommand::AlertCommand(std::chrono::milliseconds limit, QObject* parent) : QObject(parent) {
    limit_.setSingleShot(true);
    limit_.setInterval(limit);
    connect(&limit_, &QTimer::timeout, this, [this] {
        const auto allowed = std::chrono::duration_cast<std::chrono::seconds>(limit_.intervalAsDuration());
        stop();
        end(tr("it took longer than %1 s").arg(allowed.count()));
    });
}

AlertCommand::~AlertCommand() {
    stop();
    if (process_ != nullptr) process_->waitForFinished();  // killed, so at once
}

void AlertCommand::run(const std::string& json) {
    if (command_.trimmed().isEmpty()) return;
    if (waiting_.size() >= mostCommandsWaiting) waiting_.dequeue();
    waiting_.enqueue(QByteArray::fromStdString(json));
    if (process_ == nullptr) startNext();
}

void AlertCommand::startNext() {
    if (waiting_.isEmpty()) return;
    QStringList parts = QProcess::splitCommand(command_);
    if (parts.isEmpty()) return waiting_.clear();
    const QByteArray json = waiting_.dequeue();
    auto* const process = process_ = new QProcess(this);
    process->setProgram(parts.takeFirst());
    process->setArguments(parts);
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    // A group of its own: what it starts ends with it.
    process->setChildProcessModifier([] { ::setpgid(0, 0); });
    connect(process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        end(status != QProcess::NormalExit ? tr("it crashed")
            : code != 0                    ? tr("it ended with status %1").arg(code)
                                           : QString());
    });
    connect(process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) end(tr("it could not be started"));
    });
    limit_.start();
    process->start();
    if (process_ != process) return;  // it could not be started, which was told
    process->write(json);
    process->closeWriteChannel();
}

void AlertCommand::stop() {
    if (process_ == nullptr) return;
    process_->disconnect(this);
    connect(process_, &QProcess::finished, process_, &QObject::deleteLater);
    if (const qint64 pid = process_->processId(); pid > 0) ::kill(-static_cast<pid_t>(pid), SIGKILL);
    process_->kill();
}

void AlertCommand::end(const QString& problem) {
    if (process_ == nullptr) return;
    limit_.stop();
    const QString program = process_->program();
    QProcess* const ended = std::exchange(process_, nullptr);
    if (ended->state() == QProcess::NotRunning) ended->deleteLater();
    const bool isNews = !problem.isEmpty() && !hasFailed_;
    hasFailed_ = !problem.isEmpty();
    if (isNews)
        emit failed(
            tr("The command for alerts failed, %1: %2").arg(machineText(program.toStdString()), problem));
    emit finished();
    startNext();
}

}  // namespace baro::ui
