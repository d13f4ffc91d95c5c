#include "ui/models/TopProcesses.h"

#include <QTest>

#include "tests/support/DemoMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;

class TopProcessesTest : public QObject {
    Q_OBJECT
  private slots:
    // The kernel cuts them to 15 bytes; the table of processes shows them whole, too.
    void namesAreWhole() {
        test::DemoMachine machine;
        machine.next();
        Frame frame = *machine.next();
        ProcessTable table = *frame.readings.processes;
        auto facts = std::make_shared<ProcessFacts>(*table.processes.front().facts);
        facts->name = "gnome-keyring-d";
        facts->executable = "gnome-keyring-daemon";
        table.processes.front().facts = facts;
        table.processes.front().residentBytes = std::uint64_t{1} << 50;
        frame.readings.processes = Section(std::move(table), frame.takenAt);

        const auto rows = topProcessRows(frame, TopBy::Memory, false, 3, {});
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows.front().cells.front().text, QString("gnome-keyring-daemon"));
        const QString text = topProcessText(frame, TopBy::Memory, false, {});
        QVERIFY2(text.contains("gnome-keyring-daemon ("), qPrintable(text));
    }
};

BARO_TEST(TopProcessesTest)
#include "TopProcessesTest.moc"
