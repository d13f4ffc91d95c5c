#include "ui/models/HostTableModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;

namespace {

OverviewHostPtr overviewHost(const QString& name, double cpu, HostState state = HostState::Up) {
    OverviewHost host;
    host.key = host.name = name;
    host.server = "lab";
    host.state = state;
    host.listed = ListedHost();
    host.standing.figures[static_cast<std::size_t>(HostFigure::Cpu)] = cpu;
    return std::make_shared<const OverviewHost>(host);
}

OverviewHostPtr unknownHost(const QString& name, HostState state = HostState::Up) {
    OverviewHost host = *overviewHost(name, 0, state);
    host.standing.figures = {};
    return std::make_shared<const OverviewHost>(host);
}

std::vector<OverviewHostPtr> manyHosts(double cpu) {
    std::vector<OverviewHostPtr> hosts;
    for (int number = 0; number < 1000; ++number)
        hosts.push_back(overviewHost(QString::number(number), cpu + number * 1e-4));
    return hosts;
}

QString order(const HostTableModel& model) {
    QString names;
    for (int row = 0; row < model.rowCount(); ++row)
        names += model.host(row).name;
    return names;
}

QString shownIn(const HostTableModel& model, int row, HostColumn column) {
    return model.index(row, static_cast<int>(column)).data().toString();
}

// Of every signal that moves or redraws rows.
struct TableSignals {
    explicit TableSignals(HostTableModel& model)
        : changes(&model, &HostTableModel::dataChanged),
          inserts(&model, &HostTableModel::rowsInserted),
          removals(&model, &HostTableModel::rowsRemoved),
          layouts(&model, &HostTableModel::layoutChanged),
          resets(&model, &HostTableModel::modelReset) {}
    QList<qsizetype> counts() const {
        return {changes.size(), inserts.size(), removals.size(), layouts.size(), resets.size()};
    }
    QSignalSpy changes, inserts, removals, layouts, resets;
};

}  // namespace

class HostTableModelTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsAllItsPromisesToViews() {
        const Formatting format;
        HostTableModel model(format);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setHosts({overviewHost("a", 0.1), overviewHost("b", 0.2), unknownHost("c")}, 0);
        model.sort(static_cast<int>(HostColumn::Cpu), Qt::DescendingOrder);
        model.setHosts({overviewHost("d", 0.5), unknownHost("c", HostState::Down), overviewHost("b", 0.1)},
                       0);
        model.setHosts({}, 0);
        QCOMPARE(model.rowCount(), 0);
    }

    // What a round of answers about a thousand hosts costs those who look.
    void aThousandHostsAreAHandfulOfSignals_data() {
        QTest::addColumn<int>("round");
        QTest::addColumn<QList<qsizetype>>("counts");  // changes, inserts, removals, layouts, resets
        QTest::newRow("nothing new") << 0 << QList<qsizetype>{0, 0, 0, 0, 0};
        QTest::newRow("every figure") << 1 << QList<qsizetype>{1, 0, 0, 0, 0};
        QTest::newRow("another order") << 2 << QList<qsizetype>{0, 0, 0, 1, 0};
        QTest::newRow("half of them gone") << 3 << QList<qsizetype>{0, 0, 1, 0, 0};
        QTest::newRow("a hundred new") << 4 << QList<qsizetype>{0, 1, 0, 0, 0};
    }
    void aThousandHostsAreAHandfulOfSignals() {
        QFETCH(int, round);
        const Formatting format;
        HostTableModel model(format);
        model.setHosts(manyHosts(0.1), 0);
        std::vector<OverviewHostPtr> next = manyHosts(round == 1 ? 0.2 : 0.1);
        if (round == 2) std::ranges::reverse(next);
        if (round == 3) next.resize(500);
        for (int added = 0; round == 4 && added < 100; ++added)
            next.push_back(overviewHost("new " + QString::number(added), 0.3));
        const TableSignals heard(model);
        model.setHosts(std::move(next), 0);
        QTEST(heard.counts(), "counts");
    }

    void theSelectionStaysOnItsHost() {
        const Formatting format;
        HostTableModel model(format);
        model.setHosts({overviewHost("a", 0.1), overviewHost("b", 0.2), overviewHost("c", 0.3)}, 0);
        const QPersistentModelIndex b = model.index(1, 0);
        model.setHosts({overviewHost("c", 0.9), overviewHost("a", 0.1), overviewHost("b", 0.2)}, 0);
        QCOMPARE(b.row(), 2);
        QCOMPARE(b.data().toString(), "b");
    }

    void whatIsUnknownIsLast_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("direction");
        QTest::addColumn<QString>("order");
        QTest::newRow("worst first") << -1 << int(Qt::AscendingOrder) << "caub";
        QTest::newRow("ascending") << int(HostColumn::Cpu) << int(Qt::AscendingOrder) << "bacu";
        QTest::newRow("descending") << int(HostColumn::Cpu) << int(Qt::DescendingOrder) << "cabu";
        QTest::newRow("by name") << int(HostColumn::Host) << int(Qt::AscendingOrder) << "abcu";
        QTest::newRow("of nobody known") << int(HostColumn::Memory) << int(Qt::DescendingOrder) << "caub";
    }
    void whatIsUnknownIsLast() {
        QFETCH(int, column);
        QFETCH(int, direction);
        const Formatting format;
        HostTableModel model(format);
        model.sort(column, static_cast<Qt::SortOrder>(direction));
        model.setHosts(
            {overviewHost("c", 0.9), overviewHost("a", 0.5), unknownHost("u"), overviewHost("b", 0.1)}, 0);
        QTEST(order(model), "order");
    }

    void unknownIsNeverZero() {
        const Formatting format;
        HostTableModel model(format);
        model.setHosts({unknownHost("a"), overviewHost("b", 0)}, 0);
        QCOMPARE(shownIn(model, 0, HostColumn::Cpu), "–");
        QCOMPARE(shownIn(model, 1, HostColumn::Cpu), QString::fromStdString(formatValue(0, Unit::Ratio)));
        // Nobody can tell a server without rules from one whose alerts are quiet.
        QCOMPARE(shownIn(model, 0, HostColumn::Alerts), "");
    }

    void aHostThatIsDownSaysSinceWhenAndWhy() {
        OverviewHost host = *unknownHost("a", HostState::Down);
        host.lastSeen = 1'000'000;
        host.problem = "connection refused";
        const Formatting format;
        HostTableModel model(format);
        model.setHosts({std::make_shared<const OverviewHost>(host)}, 1'720'000);
        QCOMPARE(shownIn(model, 0, HostColumn::State), "down 12 min");
        QCOMPARE(model.index(0, 0).data(HostTableModel::ProblemRole).toString(), "connection refused");
        QCOMPARE(model.index(0, int(HostColumn::State)).data(HostTableModel::ConcernRole).toDouble(), 1.0);
    }

    void concernsAreThoseOfTheRanking() {
        const Formatting format;
        HostTableModel model(format);
        model.setHosts({overviewHost("a", 0.85), overviewHost("b", 0.3)}, 0);
        const auto concern = [&](int row) {
            return model.index(row, int(HostColumn::Cpu)).data(HostTableModel::ConcernRole).toDouble();
        };
        QCOMPARE(concern(0), concernOf(HostFigure::Cpu, 0.85));
        QCOMPARE(concern(1), 0.0);
    }
};

BARO_GUI_TEST(HostTableModelTest)
#include "HostTableModelTest.moc"
