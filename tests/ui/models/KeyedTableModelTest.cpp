#include "ui/models/KeyedTableModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>
#include <limits>

#include "tests/support/TestMain.h"

using namespace baro::ui;

namespace {

TableRow row(const QString& key, double value) {
    return {key, {{key, 0, {}}, {QString::number(value), value, {}}}, false};
}

}  // namespace

class KeyedTableModelTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsAllItsPromisesToViews() {
        KeyedTableModel model({{"Name", {}, false}, {"Value", {}, true}});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row("a", 1), row("b", 2), row("c", 3)});
        model.setRows({row("c", 4), row("a", 1), row("d", 5)});
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void rowsKeepTheirPlaceWhenTheSourceReorders() {
        KeyedTableModel model({{"Name", {}, false}, {"Value", {}, true}});
        model.setRows({row("a", 1), row("b", 2)});
        const QPersistentModelIndex b = model.index(1, 0);
        model.setRows({row("b", 7), row("a", 1)});
        QCOMPARE(b.row(), 1);
        QCOMPARE(model.index(1, 1).data().toString(), "7");
    }

    void tellsOnlyWhatChanged() {
        KeyedTableModel model({{"Name", {}, false}, {"Value", {}, true}});
        const double unknown = std::numeric_limits<double>::quiet_NaN();
        model.setRows({row("a", unknown), row("b", 2)});
        QSignalSpy changed(&model, &KeyedTableModel::dataChanged);
        model.setRows({row("a", unknown), row("b", 3)});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    }

    void aSelectedRowThatVanishesTakesOnlyItself() {
        KeyedTableModel model({{"Name", {}, false}, {"Value", {}, true}});
        model.setRows({row("a", 1), row("b", 2), row("c", 3)});
        const QPersistentModelIndex a = model.index(0, 0);
        const QPersistentModelIndex c = model.index(2, 0);
        model.setRows({row("b", 2), row("c", 3)});
        QVERIFY(!a.isValid());
        QCOMPARE(c.data().toString(), "c");
    }

    // Whoever shows them has much to do for each time that he is told.
    void rowsComeAndGoTogether() {
        KeyedTableModel model({{"Name", {}, false}, {"Value", {}, true}});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy inserted(&model, &KeyedTableModel::rowsInserted);
        const QSignalSpy removed(&model, &KeyedTableModel::rowsRemoved);
        model.setRows({row("a", 1), row("b", 2), row("c", 3), row("d", 4), row("e", 5)});
        QCOMPARE(inserted.count(), 1);
        model.setRows({row("c", 3), row("f", 6), row("g", 7)});
        QCOMPARE(removed.count(), 2);
        QCOMPARE(inserted.count(), 2);
        QStringList names;
        for (int i = 0; i < model.rowCount(); ++i)
            names << model.index(i, 0).data().toString();
        QCOMPARE(names, QStringList({"c", "f", "g"}));
    }

    void aNewRowComesAfterTheOneBeforeIt() {
        KeyedTableModel model({{"Name", {}, false}, {"Value", {}, true}});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({row("b", 1), row("d", 2)});
        model.setRows({row("a", 0), row("b", 1), row("c", 3), row("c", 4), row("d", 2), row("e", 5)});
        QStringList names;
        for (int i = 0; i < model.rowCount(); ++i)
            names << model.index(i, 0).data().toString();
        QCOMPARE(names, QStringList({"a", "b", "c", "d", "e"}));
        QCOMPARE(model.index(2, 1).data().toString(), "4");
    }

    void aKeyThatComesTwiceIsOneRow() {
        KeyedTableModel model({{"Name", {}, false}, {"Value", {}, true}});
        model.setRows({row("a", 1), row("a", 2)});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 1).data().toString(), "2");
    }

    void toolTipsShowMarkupAsText() {
        KeyedTableModel model({{"Name", {}, false}});
        model.setRows({{"x", {{"x", 0, "<b>bold</b>"}}, false}});
        QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains("&lt;b&gt;bold&lt;/b&gt;"));
    }
};

BARO_GUILESS_TEST(KeyedTableModelTest)
#include "KeyedTableModelTest.moc"
