#include "ui/models/ProcessModel.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTextDocument>
#include <QTreeView>
#include <QtTest>

#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;
using test::processFrame;

namespace {

constexpr int nameColumn = static_cast<int>(ProcessField::Name);
constexpr int cpuColumn = static_cast<int>(ProcessField::Cpu);

Frame desktop() {
    return processFrame(
        {{.pid = 1, .name = "systemd", .cpu = 0.01},
         {.pid = 2, .name = "kthreadd", .kernelThread = true},
         {.pid = 100, .name = "shell", .cpu = 0.10, .parentPid = 1, .user = "mina", .application = "Shell"},
         {.pid = 200,
          .name = "firefox",
          .cpu = 0.50,
          .parentPid = 100,
          .user = "mina",
          .application = "Firefox",
          .startTicks = 200},
         {.pid = 201,
          .name = "Web Content",
          .cpu = 0.90,
          .parentPid = 200,
          .user = "mina",
          .application = "Firefox",
          .startTicks = 300},
         {.pid = 300, .name = "sshd", .parentPid = 1, .startTicks = 150}});
}

QStringList names(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row)
        out.append(model.index(row, nameColumn, parent).data().toString());
    return out;
}

// "a(b(c),d)"
QString shape(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, nameColumn, parent);
        const QString below = shape(model, index);
        out.append(index.data().toString() +
                   (below.isEmpty() ? QString() : QLatin1Char('[') + below + QLatin1Char(']')));
    }
    return out.join(QLatin1Char(','));
}

ProcessFilter filter(const char* text) {
    return ProcessFilter::parse(text).filter;
}

}  // namespace

class ProcessModelTest : public QObject {
    Q_OBJECT

  private slots:
    void sortsByCpuFirst() {
        ProcessModel model(format_);
        const QAbstractItemModelTester tester(&model);
        model.showFrame(desktop());
        QCOMPARE(names(model), QStringList({"Web Content", "firefox", "shell", "systemd", "sshd"}));
    }

    void sortsTextWithoutRegardToCase() {
        ProcessModel model(format_);
        model.showFrame(desktop());
        model.sort(nameColumn, Qt::AscendingOrder);
        QCOMPARE(names(model), QStringList({"firefox", "shell", "sshd", "systemd", "Web Content"}));
    }

    void unknownValuesComeLastEitherWay() {
        ProcessModel model(format_);
        model.showFrame(processFrame({{.pid = 1, .name = "new", .hasRate = false},
                                      {.pid = 2, .name = "idle"},
                                      {.pid = 3, .name = "busy", .cpu = 1}}));
        QCOMPARE(names(model), QStringList({"busy", "idle", "new"}));
        model.sort(cpuColumn, Qt::AscendingOrder);
        QCOMPARE(names(model), QStringList({"idle", "busy", "new"}));
        QCOMPARE(model.index(2, cpuColumn).data().toString(), QString::fromUtf8("–"));
    }

    void arrangesAsTree() {
        ProcessModel model(format_);
        const QAbstractItemModelTester tester(&model);
        model.showFrame(desktop());
        model.setArrangement(Arrangement::Tree);
        QCOMPARE(shape(model), QString("systemd[shell[firefox[Web Content]],sshd]"));
    }

    void aParentThatIsYoungerIsNone() {
        ProcessModel model(format_);
        model.setArrangement(Arrangement::Tree);
        model.showFrame(processFrame({{.pid = 10, .name = "a", .parentPid = 11, .startTicks = 5},
                                      {.pid = 11, .name = "b", .parentPid = 10, .startTicks = 6},
                                      {.pid = 12, .name = "own", .parentPid = 12}}));
        QCOMPARE(shape(model), QString("a[b],own"));
    }

    void filteredTreeKeepsAncestors() {
        ProcessModel model(format_);
        const QAbstractItemModelTester tester(&model);
        model.setArrangement(Arrangement::Tree);
        model.showFrame(desktop());
        model.setFilter(filter("firefox"));
        QCOMPARE(shape(model), QString("systemd[shell[firefox]]"));
        QVERIFY(!model.node(model.index(0, 0))->matches);
        QCOMPARE(model.forest().matching().count(), 1);
    }

    void groupsByApplicationWithSums() {
        ProcessModel model(format_);
        const QAbstractItemModelTester tester(&model);
        model.setArrangement(Arrangement::ByApplication);
        model.showFrame(desktop());
        QCOMPARE(shape(model),
                 QString("Firefox (2)[Web Content,firefox],Shell (1)[shell],System (2)[systemd,sshd]"));
        QCOMPARE(model.index(0, cpuColumn).data().toString(), QString("140.0"));
        QCOMPARE(model.index(0, static_cast<int>(ProcessField::Pid)).data().toString(), QString());
    }

    void groupingSaysWhy() {
        ProcessModel model(format_);
        model.showFrame(desktop());
        const QModelIndex application = model.index(0, static_cast<int>(ProcessField::Application));
        QVERIFY(application.data(Qt::ToolTipRole).toString().contains("systemd unit app-Firefox.scope"));
    }

    void kernelThreadsAreShownOnWish() {
        ProcessModel model(format_);
        model.showFrame(desktop());
        QVERIFY(!names(model).contains("kthreadd"));
        model.setKernelThreads(true);
        QVERIFY(names(model).contains("kthreadd"));
    }

    void cpuOfOneCoreOrOfTheMachineAndNamed() {
        ProcessModel model(format_);
        const QAbstractItemModelTester tester(&model);
        model.showFrame(desktop());
        QCOMPARE(model.headerData(cpuColumn, Qt::Horizontal).toString(), QString("CPU % of one core"));
        QCOMPARE(model.index(0, cpuColumn).data().toString(), QString("90.0"));
        model.setCpuOfMachine(true);
        QCOMPARE(model.headerData(cpuColumn, Qt::Horizontal).toString(), QString("CPU % of the machine"));
        QCOMPARE(model.index(0, cpuColumn).data().toString(), QString("22.5"));
    }

    void rowsAddUpWithWhatIsNotAttributed() {
        ProcessModel model(format_);
        model.showFrame(desktop());
        model.setFilter(filter("user = mina"));
        const double shown = *model.forest().matching().sum(ProcessField::Cpu);
        const double hidden = *model.forest().others().sum(ProcessField::Cpu);
        QCOMPARE(shown, 150.0);
        QCOMPARE(shown + hidden + *model.unattributedCpu(), 176.0);
    }

    void selectionFollowsTheProcess() {
        ProcessModel model(format_);
        QItemSelectionModel selection(&model);
        model.showFrame(desktop());
        selection.setCurrentIndex(model.indexOf({200, 200}),
                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        Frame next = processFrame({{.pid = 1, .name = "systemd", .cpu = 0.9},
                                   {.pid = 150, .name = "new", .cpu = 2, .hasRate = true},
                                   {.pid = 200, .name = "firefox", .cpu = 0.1, .startTicks = 200}});
        model.showFrame(next);
        QCOMPARE(selection.currentIndex().data().toString(), QString("firefox"));
        QCOMPARE(selection.currentIndex().row(), 2);
        QCOMPARE(selection.selectedRows().size(), 1);
    }

    void selectionEndsWithTheProcess() {
        ProcessModel model(format_);
        QItemSelectionModel selection(&model);
        model.showFrame(desktop());
        const QPersistentModelIndex gone = model.indexOf({300, 150});
        selection.select(gone, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        model.showFrame(processFrame(
            {{.pid = 1, .name = "systemd"}, {.pid = 300, .name = "other", .startTicks = 99'999}}));
        QVERIFY(!gone.isValid());
        QVERIFY(!selection.hasSelection());
    }

    void expansionFollowsTheProcess() {
        ProcessModel model(format_);
        QTreeView view;
        view.setModel(&model);
        model.setArrangement(Arrangement::ByApplication);
        model.showFrame(desktop());
        view.expand(model.index(0, 0));
        model.showFrame(
            processFrame({{.pid = 1, .name = "systemd", .cpu = 3},
                          {.pid = 200, .name = "firefox", .application = "Firefox", .startTicks = 200}}));
        QCOMPARE(names(model), QStringList({"System (1)", "Firefox (1)"}));
        QVERIFY(!view.isExpanded(model.index(0, 0)));
        QVERIFY(view.isExpanded(model.index(1, 0)));
    }

    void sameOrderMovesNothing() {
        ProcessModel model(format_);
        model.showFrame(desktop());
        const QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
        const QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
        model.showFrame(desktop());
        QCOMPARE(layout.size(), 0);
        Frame busier = processFrame({{.pid = 1, .name = "systemd", .cpu = 0.02}});
        model.showFrame(busier);
        QCOMPARE(layout.size(), 1);
        QVERIFY(data.size() >= 1);
    }

    void onlyChangedCellsAreAnnounced() {
        ProcessModel model(format_);
        const Frame first = desktop();
        Frame second = first;
        ProcessTable table = *first.readings.processes;
        table.processes[4].residentBytes += 4096;  // Web Content
        second.readings.processes = Section<ProcessTable>(std::move(table), second.takenAt);
        model.showFrame(first);
        const QSignalSpy data(&model, &QAbstractItemModel::dataChanged);
        model.showFrame(second);
        QCOMPARE(data.size(), 1);
        QCOMPARE(data[0][0].toModelIndex(), model.indexOf({201, 300}, ProcessField::Memory));
        QCOMPARE(data[0][1].toModelIndex(), model.indexOf({201, 300}, ProcessField::MemoryShare));
    }

    void namesAreOnlyText_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("shown");
        QTest::newRow("markup") << QByteArray("<b>x</b>") << QString("<b>x</b>");
        QTest::newRow("escape sequence") << QByteArray("\x1b[31mred") << QString("\\x1b[31mred");
        QTest::newRow("Korean") << QByteArray("불여우") << QString::fromUtf8("불여우");
        QTest::newRow("not UTF-8") << QByteArray("a\xff") << QString("a\\xff");
        QTest::newRow("two lines") << QByteArray("a\nb") << QString("a\\nb");
    }
    void namesAreOnlyText() {
        QFETCH(QByteArray, name);
        QFETCH(QString, shown);
        ProcessModel model(format_);
        model.showFrame(processFrame({{.pid = 1,
                                       .name = name.toStdString(),
                                       .application = name.toStdString(),
                                       .commandLine = name.toStdString()}}));
        const QModelIndex index = model.index(0, nameColumn);
        QCOMPARE(index.data().toString(), shown);
        QCOMPARE(index.siblingAtColumn(static_cast<int>(ProcessField::CommandLine)).data().toString(), shown);
        QTextDocument toolTip;
        toolTip.setHtml(index.data(Qt::ToolTipRole).toString());
        QCOMPARE(toolTip.toPlainText(), shown);
        model.setArrangement(Arrangement::ByApplication);
        QCOMPARE(model.index(0, nameColumn).data().toString(), shown + " (1)");
    }

    void aLongLifeOfChangesKeepsTheModelSound() {
        ProcessModel model(format_);
        const QAbstractItemModelTester tester(&model);
        QTreeView view;
        view.setModel(&model);
        std::uint32_t state = 1;
        const auto random = [&state](std::uint32_t below) {
            return (state = state * 1664525u + 1013904223u) / 65536 % below;
        };
        const Arrangement all[] = {Arrangement::Flat, Arrangement::Tree, Arrangement::ByUser,
                                   Arrangement::ByApplication};
        for (int round = 0; round < 60; ++round) {
            std::vector<test::ProcessSample> samples;
            for (int pid = 1; pid < 40; ++pid) {
                if (random(4) == 0) continue;
                samples.push_back({.pid = pid,
                                   .name = "p" + std::to_string(pid),
                                   .cpu = random(5) * 0.1,
                                   .parentPid = static_cast<int>(random(40)),
                                   .user = "u" + std::to_string(random(3)),
                                   .application = "a" + std::to_string(random(4)),
                                   .startTicks = random(3)});
            }
            model.showFrame(processFrame(samples));
            if (round % 5 == 0) model.setArrangement(all[random(4)]);
            if (round % 7 == 0) model.setFilter(filter(random(2) ? "cpu > 10" : ""));
            view.expandAll();
        }
        QVERIFY(model.rowCount() > 0);
    }

  private:
    Formatting format_;
};

BARO_GUI_TEST(ProcessModelTest)
#include "ProcessModelTest.moc"
