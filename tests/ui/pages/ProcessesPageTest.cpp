#include "ui/pages/ProcessesPage.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSemaphore>
#include <QTreeWidget>
#include <QtTest>

#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/pages/ProcessSettings.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MessageStrip.h"
#include "ui/widgets/ProcessDetailsPane.h"
#include "ui/widgets/ProcessDialogs.h"
#include "ui/widgets/ProcessFilterField.h"
#include "ui/widgets/ProcessTableView.h"
#include "ui/widgets/ProcessTotals.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

using namespace baro;
using namespace baro::ui;
using test::processFrame;

namespace {

class FakeInspector final : public ProcessInspector {
  public:
    Result<ProcessDetails> inspect(const ProcessIdentity& process) override {
        gate.acquire();
        ProcessDetails details;
        details.arguments = std::vector<std::string>{"<b>x</b>", "two words", "\x1b[31m"};
        details.executablePath = "/usr/bin/program-" + std::to_string(process.pid);
        details.workingDirectory = std::string("/");
        details.files = std::vector<OpenFile>{{3, "/tmp/<b>x</b>"}};
        details.connections = std::vector<Connection>{};
        details.environment = denied("The environment belongs to another user.");
        return details;
    }
    QSemaphore gate{1000};
};

// A page on a window without a screen, and all that it needs.
struct ShownProcesses : test::WindowParts {
    ShownProcesses() { page->resize(1200, 700); }

    FakeInspector inspector;
    std::unique_ptr<Page> page{processesPage().make(context(inspector), nullptr)};

    template <class T>
    T& child() const {
        return *page->findChild<T*>();
    }
    QAction& action(const char* text) const {
        for (QAction* action : page->findChildren<QAction*>())
            if (action->text() == QLatin1String(text)) return *action;
        qFatal("no action %s", text);
    }
    void select(int row) const {
        auto& table = child<ProcessTableView>();
        table.setCurrentIndex(table.model()->index(row, 0));
    }
};

Frame threeProcesses() {
    return processFrame(
        {{.pid = 1, .name = "init", .cpu = 0.1},
         {.pid = 20, .name = "<b>x</b>", .cpu = 0.5, .user = "mina", .commandLine = "<b>x</b> --all"},
         {.pid = 30, .name = "other", .cpu = 0.3, .user = "mina"}});
}

}  // namespace

class ProcessesPageTest : public QObject {
    Q_OBJECT

  private slots:
    void saysWhyThereAreNoProcesses() {
        ShownProcesses fixture;
        Frame frame;
        frame.readings.processes = denied("/proc is hidden from this user");
        fixture.page->show();
        fixture.page->showFrame(frame);
        QVERIFY(fixture.child<StateMessage>().isVisible());
        QVERIFY(!fixture.child<ProcessTotals>().isVisible());
        fixture.page->showFrame(threeProcesses());
        QVERIFY(fixture.child<ProcessTableView>().isVisible());
        QVERIFY(fixture.child<ProcessTotals>().isVisible());
    }

    void spaceIsLeftToTheWindow() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        QKeyEvent space(QEvent::KeyPress, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "));
        QCoreApplication::sendEvent(&fixture.child<ProcessTableView>(), &space);
        QVERIFY(!space.isAccepted());
        QKeyEvent down(QEvent::KeyPress, Qt::Key_Down, Qt::NoModifier);
        QCoreApplication::sendEvent(&fixture.child<ProcessTableView>(), &down);
        QVERIFY(down.isAccepted());
    }

    void linesBelowAddUpToTheMachine() {
        ShownProcesses fixture;
        QVERIFY(fixture.settings.set("processes.cpu-of", "core"));
        fixture.page->showFrame(threeProcesses());
        fixture.page->search("user = mina");
        const auto& lines = fixture.child<ProcessTotals>().lines();
        constexpr auto cpu = static_cast<std::size_t>(ProcessField::Cpu);
        QCOMPARE(lines.size(), 4u);
        QCOMPARE(*lines[0].sums[cpu], 80.0);
        QCOMPARE(*lines[1].sums[cpu], 10.0);
        QCOMPARE(*lines[2].sums[cpu], 25.0);
        QCOMPARE(*lines[3].sums[cpu], 115.0);
        QVERIFY(fixture.child<ProcessTotals>().sentence().contains("115.0 %"));
    }

    void machineIsUnknownWithoutWhatIsNotAttributed() {
        ShownProcesses fixture;
        Frame frame = threeProcesses();
        auto rates = *frame.rates.processes;
        rates.unattributedCpuSeconds.reset();
        frame.rates.processes = std::make_shared<const ProcessRates>(rates);
        fixture.page->showFrame(frame);
        QVERIFY(
            !fixture.child<ProcessTotals>().lines().back().sums[static_cast<std::size_t>(ProcessField::Cpu)]);
    }

    void aMistakeKeepsTheLastFilterAndIsNamed() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.page->search("user = mina");
        QCOMPARE(fixture.child<ProcessTableView>().model()->rowCount(), 2);
        fixture.page->search("usr = mina");
        QCOMPARE(fixture.child<ProcessTableView>().model()->rowCount(), 2);
        Label* const message = fixture.child<ProcessFilterField>().message();
        QVERIFY(message->isVisible());
        QVERIFY(message->text().contains("Character 1"));
        QVERIFY(message->text().contains("usr"));
        fixture.page->search("");
        QVERIFY(!message->isVisible());
        QCOMPARE(fixture.child<ProcessTableView>().model()->rowCount(), 3);
    }

    void nothingMatchingIsSaid() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.page->search("nosuchprocess");
        QVERIFY(fixture.child<StateMessage>().isVisible());
    }

    void endingAsksOnceAndReports() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.select(0);
        fixture.action("&End").trigger();
        auto* const box = fixture.page->findChild<QMessageBox*>();
        QVERIFY(box);
        QCOMPARE(box->textFormat(), Qt::PlainText);
        QVERIFY(box->text().contains("<b>x</b> (20)"));
        QVERIFY(fixture.control.calls.empty());
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::AcceptRole) button->click();
        auto& strip = fixture.child<MessageStrip>();
        QTRY_VERIFY(strip.isVisible());
        QCOMPARE(strip.sentence(), QString("Sent SIGTERM to <b>x</b> (20)."));
        QCOMPARE(fixture.control.calls.size(), 1u);
        QCOMPARE(fixture.control.calls[0].second, 15);
        QVERIFY(!fixture.control.onGuiThread);
    }

    void cancellingDoesNothing() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.select(0);
        fixture.action("&Kill").trigger();
        fixture.page->findChild<QMessageBox*>()->reject();
        QCoreApplication::processEvents();
        QVERIFY(fixture.control.calls.empty());
    }

    void aFailureIsReportedWithItsReason() {
        ShownProcesses fixture;
        QVERIFY(fixture.settings.set("processes.confirm-actions", "false"));
        fixture.control.failure = denied("<b>x</b> (20) belongs to root");
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.select(0);
        fixture.action("&Stop").trigger();
        QTRY_VERIFY(fixture.child<MessageStrip>().isVisible());
        QCOMPARE(fixture.child<MessageStrip>().sentence(), QString("<b>x</b> (20) belongs to root"));
        QCOMPARE(fixture.child<MessageStrip>().findChild<Label*>()->textFormat(), Qt::PlainText);
    }

    void actionsNeedASelection() {
        ShownProcesses fixture;
        fixture.page->showFrame(threeProcesses());
        QVERIFY(!fixture.action("&End").isEnabled());
        fixture.select(1);
        QVERIFY(fixture.action("&End").isEnabled());
    }

    void detailsAreReadOnDemandAndPlain() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.select(0);
        fixture.action("&Details").trigger();
        auto& pane = fixture.child<ProcessDetailsPane>();
        QVERIFY(pane.isVisible());
        auto& commandLine = *pane.findChild<QPlainTextEdit*>();
        QTRY_COMPARE(commandLine.toPlainText(), QString("<b>x</b> 'two words' \\x1b[31m"));
        QCOMPARE(pane.findChild<Label*>()->text(), QString("<b>x</b> (20)"));
        const auto lists = pane.findChildren<QTreeWidget*>();
        QCOMPARE(lists.size(), 3);
        QStringList firsts;
        for (QTreeWidget* list : lists)
            firsts.append(list->topLevelItem(0)->text(list->topLevelItem(0)->text(1).isEmpty() ? 0 : 1));
        QVERIFY(firsts.contains("/tmp/<b>x</b>"));
        QVERIFY(firsts.contains("It has no connections."));
        QVERIFY(firsts.contains("The environment belongs to another user."));
    }

    void aLateAnswerForAnotherProcessIsDropped() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.inspector.gate.acquire(1000);
        fixture.select(0);
        fixture.action("&Details").trigger();
        fixture.select(1);
        fixture.inspector.gate.release(1000);
        auto& pane = fixture.child<ProcessDetailsPane>();
        const auto text = [&pane] {
            QString all;
            for (const QLabel* label : pane.findChild<FactList*>()->findChildren<QLabel*>())
                all += label->text() + '\n';
            return all;
        };
        QTRY_VERIFY(text().contains("/usr/bin/program-30"));
        QVERIFY(!text().contains("/usr/bin/program-20"));
    }

    void detailsSayThatTheProcessHasEnded() {
        ShownProcesses fixture;
        fixture.page->show();
        fixture.page->showFrame(threeProcesses());
        fixture.select(0);
        fixture.action("&Details").trigger();
        fixture.page->showFrame(processFrame({{.pid = 1, .name = "init"}}));
        bool said = false;
        for (const Label* label : fixture.child<ProcessDetailsPane>().findChildren<Label*>())
            said = said || label->text().contains("ended");
        QVERIFY(said);
    }

    void copiesRowsAsText() {
        ShownProcesses fixture;
        fixture.page->showFrame(threeProcesses());
        fixture.child<ProcessTableView>().setShownFields({ProcessField::Name, ProcessField::Pid});
        fixture.child<ProcessTableView>().selectAll();
        fixture.action("C&opy rows").trigger();
        QCOMPARE(QApplication::clipboard()->text(), QString("Name\tPID\n<b>x</b>\t20\nother\t30\ninit\t1\n"));
    }

    void columnsOrderAndWidthsAreRemembered() {
        ShownProcesses fixture;
        fixture.page->showFrame(threeProcesses());
        auto& table = fixture.child<ProcessTableView>();
        table.setShownFields({ProcessField::Name, ProcessField::Cpu, ProcessField::Pid});
        table.header()->resizeSection(static_cast<int>(ProcessField::Name), 333);
        table.sortByColumn(static_cast<int>(ProcessField::Pid), Qt::AscendingOrder);
        QCOMPARE(fixture.settings.text("processes.sort-by"), std::string("pid"));
        QVERIFY(fixture.settings.boolean("processes.sort-ascending"));
        QCOMPARE(fixture.settings.list("processes.columns"),
                 (std::vector<std::string>{"name", "cpu", "pid"}));
        QCOMPARE(fixture.settings.list("processes.column-widths"), std::vector<std::string>{"name=333"});

        const std::unique_ptr<Page> again(processesPage().make(fixture.context(fixture.inspector), nullptr));
        const auto& later = *again->findChild<ProcessTableView*>();
        QCOMPARE(later.shownFields(),
                 (std::vector<ProcessField>{ProcessField::Name, ProcessField::Cpu, ProcessField::Pid}));
        QCOMPARE(later.header()->sectionSize(static_cast<int>(ProcessField::Name)), 333);
        QCOMPARE(later.header()->sortIndicatorSection(), static_cast<int>(ProcessField::Pid));
    }

    void markupIsPaintedAsText() {
        ShownProcesses fixture;
        const auto picture = [&fixture](const char* name) {
            fixture.page->showFrame(processFrame({{.pid = 7, .name = name}}));
            auto& table = fixture.child<ProcessTableView>();
            return table.viewport()->grab(table.visualRect(table.model()->index(0, 0))).toImage();
        };
        fixture.page->show();
        const QImage markup = picture("<b>x</b>");
        const QImage bold = picture("x");
        QVERIFY(markup != bold);
        QCOMPARE(markup, picture("<b>x</b>"));
    }

    void affinityNeedsOneProcessor() {
        AffinityDialog dialog("<b>x</b> (20)", {0, 1, 3}, {1});
        QCOMPARE(dialog.chosenCpus(), std::vector<int>{1});
        for (QCheckBox* box : dialog.findChildren<QCheckBox*>())
            box->setChecked(true);
        QCOMPARE(dialog.chosenCpus(), (std::vector<int>{0, 1, 3}));
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void ioPriorityIsGivenBack() {
        const IoPriority idle{IoPriorityClass::Idle, 4};
        QCOMPARE(IoPriorityDialog("x", idle).priority().priorityClass, IoPriorityClass::Idle);
        const IoPriority best{IoPriorityClass::BestEffort, 2};
        QVERIFY(IoPriorityDialog("x", best).priority() == best);
    }

    void settingsThatMakeNoSenseAreLeftOut() {
        QCOMPARE(columnsFrom({"nonsense", "pid", "pid"}),
                 (std::vector<ProcessField>{ProcessField::Name, ProcessField::Pid}));
        QVERIFY(columnsFrom({}).size() > 5);
        QVERIFY(widthsFrom({"name", "name=x", "name=1", "nope=200", "name=99999"}).empty());
        QCOMPARE(arrangementFrom("nonsense"), Arrangement::Flat);
        QCOMPARE(arrangementFrom(arrangementWord(Arrangement::ByUnit)), Arrangement::ByUnit);
    }

    void applicationsOfAHostStandInForItsProcesses() {
        ShownProcesses fixture;
        fixture.page->show();
        Frame frame;
        frame.readings.processes = absent("office tells of its busiest applications");
        frame.applicationRates =
            std::make_shared<const std::vector<ApplicationRate>>(std::vector<ApplicationRate>{
                {"browser", 2.0, {}, {}, {}, {}, 6e8, 13}, {"other", 0.4, {}, {}, {}, {}, 9e9, 100}});
        fixture.page->showFrame(frame);
        auto& table = fixture.child<SubjectTable>();
        QVERIFY(table.isVisible());
        QCOMPARE(table.model()->rowCount(), 2);
        // Nothing can be done to them from here.
        QVERIFY(!fixture.child<ProcessFilterField>().isVisible() &&
                !fixture.child<ProcessTableView>().isVisible());
        fixture.page->showFrame(threeProcesses());
        QTRY_VERIFY(fixture.child<ProcessTableView>().isVisible());
        QVERIFY(!table.isVisible());
    }
};

BARO_GUI_TEST(ProcessesPageTest)
#include "ProcessesPageTest.moc"
