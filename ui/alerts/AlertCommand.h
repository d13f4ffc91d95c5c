// A program that is run for each alert that is told, with the alert as JSON on its standard input: without a
// shell, one at a time, and for half a minute at most. GUI thread only; nothing waits.
#pragma once

#include <QObject>
#include <QProcess>
#include <QQueue>
#include <QString>
#include <QTimer>
#include <chrono>
#include <string>

namespace baro::ui {

class AlertCommand : public QObject {
    Q_OBJECT
  public:
    explicit AlertCommand(std::chrono::milliseconds limit = std::chrono::seconds(30),
                          QObject* parent = nullptr);
    ~AlertCommand() override;  // a program under way is ended

    // Program and arguments, divided at blanks; quotes hold a part together. Empty: none is run.
    void setCommand(const QString& command) { command_ = command; }
    void run(const std::string& json);

  signals:
    // One sentence of plain text, when the program failed and had not before.
    void failed(const QString& sentence);
    void finished();  // a program has ended, or could not be started

  private:
    void startNext();
    void end(const QString& problem);
    void stop();

    QString command_;
    QQueue<QByteArray> waiting_;
    QProcess* process_ = nullptr;  // null: none runs
    QTimer limit_;
    bool hasFailed_ = false;  // the last one
};

}  // namespace baro::ui
