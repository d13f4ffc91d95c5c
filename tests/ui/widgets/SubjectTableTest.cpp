#include "ui/widgets/SubjectTable.h"

#include <QHeaderView>
#include <QMenu>
#include <QTest>
#include <QTreeView>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/models/TableCells.h"
#include "ui/models/TableLayout.h"

using namespace baro;
using namespace baro::ui;

namespace {

constexpr int deviceColumn = 0;
constexpr int modelColumn = 1;
constexpr int sizeColumn = 2;
constexpr int serialColumn = 3;
const QString tableId = QStringLiteral("disks.devices");

std::vector<TableColumn> columns() {
    return {{"Device", {}, false}, {"Model", {}, false}, {"Size", {}, true}, {"Serial", {}, false}};
}

TableRow row(const QString& device, double size) {
    return {device,
            {textCell(device), textCell("A model"), numberCell(size, Unit::Bytes, {}), textCell("S1")},
            false};
}

struct ShownTable {
    explicit ShownTable(test::WindowParts& parts, std::vector<TableColumn> shown = columns())
        : table(parts.theme, QStringLiteral("Devices"), std::move(shown)) {
        table.resize(900, 200);
        table.keep(parts.context(), tableId);
        table.show();
    }

    QMenu& menu() const {
        QMenu* const menu = table.findChild<QMenu*>();
        if (menu == nullptr) qFatal("there is no menu");
        return *menu;
    }
    QAction* entry(const QString& text) const {
        for (QAction* action : menu().actions())
            if (action->text() == text) return action;
        return nullptr;
    }
    QStringList devices() const {
        QStringList names;
        for (int i = 0; i < table.model()->rowCount(); ++i)
            names << table.model()->index(i, deviceColumn).data().toString();
        return names;
    }

    SubjectTable table;
};

TableLayout kept(const test::WindowParts& parts) {
    return layoutIn(parts.settings.text("tables.layouts"), tableId);
}

}  // namespace

class SubjectTableTest : public QObject {
    Q_OBJECT

  private slots:
    void theMenuKeyOffersTheColumns_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("menu") << static_cast<int>(Qt::Key_Menu) << static_cast<int>(Qt::NoModifier);
        QTest::newRow("Shift+F10") << static_cast<int>(Qt::Key_F10) << static_cast<int>(Qt::ShiftModifier);
    }
    void theMenuKeyOffersTheColumns() {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        test::WindowParts parts;
        ShownTable fixture(parts);
        QTest::keyClick(&fixture.table, static_cast<Qt::Key>(key),
                        static_cast<Qt::KeyboardModifiers>(modifiers));
        QStringList texts;
        for (const QAction* action : fixture.menu().actions())
            if (!action->isSeparator()) texts << action->text();
        QCOMPARE(texts, QStringList({"Device", "Model", "Size", "Serial", "Usual columns"}));
        QVERIFY(!fixture.entry("Device")->isEnabled());  // the name is always there
        fixture.entry("Model")->trigger();
        QVERIFY(fixture.table.isColumnHidden(modelColumn));
        QCOMPARE(kept(parts).hidden, QStringList("Model"));
    }

    void aRightClickOnTheHeaderOffersThem() {
        test::WindowParts parts;
        ShownTable fixture(parts);
        emit fixture.table.header()->customContextMenuRequested({5, 5});
        QVERIFY(fixture.entry("Serial")->isChecked());
        fixture.entry("Serial")->trigger();
        QVERIFY(fixture.table.isColumnHidden(serialColumn));
        fixture.entry("Usual columns")->trigger();
        QVERIFY(!fixture.table.isColumnHidden(serialColumn));
        QCOMPARE(parts.settings.text("tables.layouts"), std::string());
    }

    void isTheSameAfterARestart() {
        test::WindowParts parts;
        {
            ShownTable fixture(parts);
            fixture.table.setRows({row("sda", 5), row("sdb", 7), row("sdc", 6)});
            fixture.table.header()->resizeSection(modelColumn, 222);
            fixture.table.header()->moveSection(2, 1);
            fixture.table.sortByColumn(sizeColumn, Qt::DescendingOrder);
        }
        ShownTable fixture(parts);
        fixture.table.setRows({row("sda", 5), row("sdb", 7), row("sdc", 6)});
        QCOMPARE(fixture.table.columnWidth(modelColumn), 222);
        QCOMPARE(fixture.table.header()->visualIndex(sizeColumn), 1);
        QCOMPARE(fixture.devices(), QStringList({"sdb", "sdc", "sda"}));
    }

    // Fitting goes on for the others.
    void aWidthThatWasChosenStays() {
        test::WindowParts parts;
        ShownTable fixture(parts);
        fixture.table.setRows({row("sda", 5)});
        const int before = fixture.table.columnWidth(deviceColumn);
        fixture.table.header()->resizeSection(modelColumn, 233);
        fixture.table.setRows({row("sda", 5), row("a device with quite a long name", 7)});
        QCOMPARE(fixture.table.columnWidth(modelColumn), 233);
        QVERIFY(fixture.table.columnWidth(deviceColumn) > before);
        QCOMPARE(kept(parts).widths, (QMap<QString, int>{{"Model", 233}}));
        emit fixture.table.header()->sectionHandleDoubleClicked(modelColumn);
        QVERIFY(fixture.table.columnWidth(modelColumn) < 233);
        QVERIFY(kept(parts).widths.isEmpty());
    }

    // Neither rows that come nor another width of the window are a person's choice.
    void keepsNothingThatNobodyChose() {
        test::WindowParts parts;
        ShownTable fixture(parts);
        fixture.table.setRows({row("sda", 5), row("a device with quite a long name", 7)});
        fixture.table.resize(500, 200);
        QCoreApplication::processEvents();
        fixture.table.resize(1200, 300);
        QCoreApplication::processEvents();
        fixture.table.setColumnUsed(serialColumn, false);
        fixture.table.setColumnUsed(serialColumn, true);
        fixture.table.fitColumns();
        QCOMPARE(parts.settings.text("tables.layouts"), std::string());
    }

    // Of another version: what it no longer has is left out, what is new is shown.
    void otherColumnsAreNoMatter() {
        test::WindowParts parts;
        const TableLayout old{{"Kind", "Serial", "Device"},
                              {"Kind", "Serial", "Device", "Model"},
                              {{"Kind", 99}, {"Model", 120}},
                              "Kind",
                              true};
        QVERIFY(parts.settings.set("tables.layouts", withLayout({}, tableId, old)));
        ShownTable fixture(parts);
        fixture.table.setRows({row("sdb", 5), row("sda", 7)});
        QVERIFY(fixture.table.isColumnHidden(serialColumn));
        QVERIFY(!fixture.table.isColumnHidden(deviceColumn));
        QVERIFY(!fixture.table.isColumnHidden(sizeColumn));
        QCOMPARE(fixture.table.columnWidth(modelColumn), 120);
        QCOMPARE(fixture.devices(), QStringList({"sdb", "sda"}));  // unsorted
    }

    void aColumnWhoseTitleChangesKeepsWhatWasChosen() {
        test::WindowParts parts;
        auto shown = columns();
        shown[modelColumn] = {"Model of today", {}, false, "Model"};
        {
            ShownTable fixture(parts, shown);
            fixture.table.header()->resizeSection(modelColumn, 177);
            QCOMPARE(kept(parts).widths, (QMap<QString, int>{{"Model", 177}}));
        }
        shown[modelColumn].title = "Model of yesterday";
        ShownTable fixture(parts, shown);
        QCOMPARE(fixture.table.columnWidth(modelColumn), 177);
    }

    void aDamagedSettingIsNoMatter() {
        test::WindowParts parts;
        QVERIFY(parts.settings.set("tables.layouts", "{\"disks.devices\":{\"hidden\":[\"Mod"));
        ShownTable fixture(parts);
        QVERIFY(!fixture.table.isColumnHidden(modelColumn));
        fixture.table.sortByColumn(sizeColumn, Qt::AscendingOrder);
        QCOMPARE(kept(parts).sortedBy, std::optional<QString>("Size"));
    }

    // A page may have an order of its own, which is no choice until a person takes another.
    void theUsualOrderIsThatOfThePage() {
        test::WindowParts parts;
        SubjectTable table(parts.theme, QStringLiteral("Devices"), columns());
        table.sortByColumn(sizeColumn, Qt::DescendingOrder);
        table.keep(parts.context(), tableId);
        QCOMPARE(parts.settings.text("tables.layouts"), std::string());
        table.sortByColumn(-1, Qt::AscendingOrder);
        QCOMPARE(kept(parts).sortedBy, std::optional<QString>(QString()));
        SubjectTable again(parts.theme, QStringLiteral("Devices"), columns());
        again.sortByColumn(sizeColumn, Qt::DescendingOrder);
        again.keep(parts.context(), tableId);
        QCOMPARE(again.header()->sortIndicatorSection(), -1);
    }

    void copiesWhatIsShown() {
        test::WindowParts parts;
        ShownTable fixture(parts);
        fixture.table.setRows({row("sda", 5), row("sdb", 7)});
        fixture.table.header()->moveSection(serialColumn, 0);
        fixture.table.setColumnUsed(sizeColumn, false);
        fixture.table.selectAll();
        QCOMPARE(fixture.table.selectedText(), "Serial\tDevice\tModel\nS1\tsda\tA model\nS1\tsdb\tA model\n");
    }

    void whatIsNotUsedIsNotOffered() {
        test::WindowParts parts;
        ShownTable fixture(parts);
        fixture.table.setColumnUsed(serialColumn, false);
        QVERIFY(fixture.table.isColumnHidden(serialColumn));
        QTest::keyClick(&fixture.table, Qt::Key_Menu);
        QVERIFY(fixture.entry("Serial") == nullptr);
        fixture.entry("Usual columns")->trigger();
        QVERIFY(fixture.table.isColumnHidden(serialColumn));
    }
};

BARO_GUI_TEST(SubjectTableTest)
#include "SubjectTableTest.moc"
