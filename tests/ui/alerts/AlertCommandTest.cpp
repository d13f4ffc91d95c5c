#include "ui/alerts/AlertCommand.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;

namespace {

struct CommandDesk {
    test::TemporaryTree tree;
    AlertCommand command;
    QSignalSpy failures{&command, &AlertCommand::failed};
    QSignalSpy ends{&command, &AlertCommand::finished};

    explicit CommandDesk(const std::string& script, std::chrono::milliseconds limit = std::chrono::minutes(1))
        : command(limit) {
        tree.write("with blanks/script", script);
        command.setCommand(
            QString("/bin/sh \"%1\" \"%2\" '$(reboot)'").arg(path("with blanks/script"), path("said")));
    }
    QString path(std::string_view relative) const { return QString::fromStdString(tree.path(relative)); }
    QByteArray said() const {
        QFile file(path("said"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

}  // namespace

class AlertCommandTest : public QObject {
    Q_OBJECT

  private slots:
    void getsTheAlertOnItsStandardInput() {
        CommandDesk desk("cat >\"$1\"; echo \"$2\" >>\"$1\"");
        const std::string json =
            "{\"labels\":{\"a\":\"$(touch x); `reboot` \\u001b[2J\"}}"
            "\n";
        desk.command.run(json);
        QTRY_COMPARE(desk.ends.size(), 1);
        // No shell looked at the arguments: what looks like a command is one of them, as it stands.
        QCOMPARE(desk.said(), QByteArray::fromStdString(json) + "'$(reboot)'\n");
        QVERIFY(desk.failures.isEmpty());
    }

    void largeAlertsFit() {
        CommandDesk desk("cat >\"$1\"");
        const std::string json(1'000'000, 'x');
        desk.command.run(json);
        QTRY_COMPARE(desk.ends.size(), 1);
        QCOMPARE(desk.said().size(), 1'000'000);
    }

    void onlyOneRunsAtATime() {
        CommandDesk desk("echo begin >>\"$1\"; cat >>\"$1\"; echo end >>\"$1\"");
        for (const char* alert : {"1\n", "2\n", "3\n"})
            desk.command.run(alert);
        QTRY_COMPARE(desk.ends.size(), 3);
        QCOMPARE(desk.said(), QByteArray("begin\n1\nend\nbegin\n2\nend\nbegin\n3\nend\n"));
    }

    void whatDoesNotReadIsNoFailure() {
        CommandDesk desk("exit 0");
        desk.command.run(std::string(1'000'000, 'x'));
        QTRY_COMPARE(desk.ends.size(), 1);
        QVERIFY(desk.failures.isEmpty());
    }

    void aFailureIsToldOnce() {
        CommandDesk desk("cat >\"$1\"; exit $(cat \"$1\")");
        for (const char* status : {"3", "4", "0", "5"})
            desk.command.run(status);
        QTRY_COMPARE(desk.ends.size(), 4);
        QCOMPARE(desk.failures.size(), 2);
        QVERIFY(desk.failures.at(0).at(0).toString().contains("status 3"));
        QVERIFY(desk.failures.at(1).at(0).toString().contains("status 5"));
    }

    void whatCannotBeStartedIsTold() {
        AlertCommand command;
        QSignalSpy failures(&command, &AlertCommand::failed);
        QSignalSpy ends(&command, &AlertCommand::finished);
        command.setCommand("/nowhere/\x1b[2J/program --now");
        command.run("{}");
        command.run("{}");
        QTRY_COMPARE(ends.size(), 2);
        QCOMPARE(failures.size(), 1);
        QVERIFY(failures.at(0).at(0).toString().contains("\\x1b[2J"));
    }

    void whatTakesTooLongIsEnded() {
        // The one that waits is a child of the script: it must end, too.
        CommandDesk desk("cat >/dev/null; mkfifo \"$1.pipe\"; cat \"$1.pipe\" & wait",
                         std::chrono::milliseconds(300));
        desk.command.run("{}");
        desk.command.run("{}");
        QTRY_COMPARE(desk.ends.size(), 2);
        QCOMPARE(desk.failures.size(), 1);
        QVERIFY(desk.failures.at(0).at(0).toString().contains("longer than"));
    }

    void withoutACommandNothingIsRun() {
        AlertCommand command;
        QSignalSpy ends(&command, &AlertCommand::finished);
        for (const char* none : {"", "  "}) {
            command.setCommand(none);
            command.run("{}");
        }
        QCoreApplication::processEvents();
        QVERIFY(ends.isEmpty());
    }

    void goesAwayWhileOneRuns() {
        CommandDesk desk("cat >/dev/null; mkfifo \"$1.pipe\"; : >\"$1\"; read x <\"$1.pipe\"");
        {
            auto command = std::make_unique<AlertCommand>();
            command->setCommand(
                QString("/bin/sh \"%1\" \"%2\"").arg(desk.path("with blanks/script"), desk.path("said")));
            command->run("{}");
            QTRY_VERIFY(QFile::exists(desk.path("said")));
        }
        QVERIFY(desk.ends.isEmpty());
    }
};

BARO_GUI_TEST(AlertCommandTest)
#include "AlertCommandTest.moc"
