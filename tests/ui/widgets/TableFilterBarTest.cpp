#include "ui/widgets/TableFilterBar.h"

#include <QLabel>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTest>
#include <QVBoxLayout>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/MainWindow.h"
#include "ui/models/TableCells.h"
#include "ui/pages/Page.h"
#include "ui/widgets/SubjectTable.h"

using namespace baro;
using namespace baro::ui;

namespace {

// As a page of disks: two tables, with other columns.
class TablesPage final : public Page {
  public:
    TablesPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new QVBoxLayout(this);
        column->addWidget(filesystems = table({{"Mounted on", {}, false}, {"Full", {}, true}}));
        column->addWidget(devices = table({{"Device", {}, false}, {"Read", {}, true}}));
        setFull({91, 40, 15});
        devices->setRows({row("sda", 5e6, Unit::BytesPerSecond), row("home", 0, Unit::BytesPerSecond)});
    }
    void showFrame(const Frame&) override {}

    SubjectTable* table(std::vector<TableColumn> columns) {
        return new SubjectTable(context().theme, QStringLiteral("Table"), std::move(columns), this);
    }
    static TableRow row(const QString& name, double value, Unit unit) {
        return {name, {textCell(name), numberCell(value, unit, {})}, false};
    }
    void setFull(const std::vector<double>& percent) {
        std::vector<TableRow> rows;
        for (const double each : percent)
            rows.push_back(row(QStringLiteral("/%1").arg(rows.size()), each / 100, Unit::Ratio));
        filesystems->setRows(std::move(rows));
    }

    SubjectTable* filesystems;
    SubjectTable* devices;
};

class BarePage final : public Page {
  public:
    using Page::Page;
    void showFrame(const Frame&) override {}
};

// Of its own search, to which the window's key comes from a page that has none.
class SearchedPage final : public Page {
  public:
    using Page::Page;
    void showFrame(const Frame&) override {}
    bool focusSearch() override { return ++searched > 0; }
    int searched = 0;
};

template <class Kind>
PageEntry entryOf(const QString& id) {
    return {.id = id,
            .title = id,
            .icon = "overview",
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new Kind(context, parent);
            }};
}

struct Window : test::WindowParts {
    Window() : window(context(), entries(), {}) {
        window.show();
        QCoreApplication::processEvents();
    }
    static std::vector<PageEntry> entries() {
        std::vector<PageEntry> entries{entryOf<TablesPage>("tables"), entryOf<BarePage>("bare"),
                                       entryOf<SearchedPage>("searched")};
        entries.back().isSearchedFromElsewhere = true;
        return entries;
    }

    template <class Kind>
    Kind& page() const {
        for (Page* page : window.findChildren<Page*>())
            if (auto* const found = dynamic_cast<Kind*>(page)) return *found;
        qFatal("the page was not made");
    }
    TablesPage& tables() const { return page<TablesPage>(); }
    TableFilterBar& bar() const { return *window.findChild<TableFilterBar*>(); }
    QLineEdit& edit() const { return *bar().findChild<QLineEdit*>(); }
    QStringList texts() const {
        QStringList texts;
        for (const QLabel* label : bar().findChildren<QLabel*>())
            if (!label->isHidden()) texts << label->text();
        return texts;
    }
    void find() { QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier); }

    MainWindow window;
};

QStringList namesIn(const SubjectTable& table) {
    QStringList names;
    for (int i = 0; i < table.model()->rowCount(); ++i)
        names << table.model()->index(i, 0).data().toString();
    return names;
}

}  // namespace

class TableFilterBarTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void upGoesBackThroughTheFiltersThatWereUsed() {
        Window fixture;
        fixture.find();
        QLineEdit& edit = fixture.edit();
        const auto go = [&edit](Qt::Key key) {
            QTest::keyClick(&edit, key);
            return edit.text();
        };
        QTest::keyClicks(&edit, "home");
        edit.clear();
        QTest::keyClicks(&edit, "full >");  // is no filter yet, and is not remembered
        edit.clear();
        QTest::keyClicks(&edit, "sda");
        QCOMPARE(go(Qt::Key_Up), QStringLiteral("home"));
        QCOMPARE(namesIn(*fixture.tables().devices), QStringList("home"));
        QCOMPARE(go(Qt::Key_Down), QStringLiteral("sda"));
        QCOMPARE(go(Qt::Key_Down), QString());
        QVERIFY(fixture.settings.set("processes.filter-history", "1"));
        QTest::keyClicks(&edit, "home");
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(go(Qt::Key_Up), QStringLiteral("home"));
    }

    void filtersAllTablesOfThePageAndCounts() {
        Window fixture;
        fixture.find();
        QVERIFY(fixture.edit().hasFocus());
        QVERIFY(fixture.texts().contains("all 5 row(s)"));
        QTest::keyClicks(&fixture.edit(), "home");
        QCOMPARE(namesIn(*fixture.tables().filesystems), QStringList());
        QCOMPARE(namesIn(*fixture.tables().devices), QStringList("home"));
        QVERIFY(fixture.texts().contains("1 of 5 row(s)"));
        fixture.edit().setText("full > 30 or read > 1M/s");
        QCOMPARE(namesIn(*fixture.tables().filesystems), QStringList({"/0", "/1"}));
        QCOMPARE(namesIn(*fixture.tables().devices), QStringList("sda"));
        QVERIFY(fixture.texts().contains("3 of 5 row(s)"));
    }

    void rowsThatComeAreFilteredAndCounted() {
        Window fixture;
        fixture.find();
        fixture.edit().setText("full > 30");
        fixture.tables().setFull({20, 40, 15, 99});
        QCOMPARE(namesIn(*fixture.tables().filesystems), QStringList({"/1", "/3"}));
        QVERIFY(fixture.texts().contains("2 of 6 row(s)"));
    }

    void aTableThatComesIsFiltered() {
        Window fixture;
        fixture.find();
        fixture.edit().setText("pixel or speed > 5");  // of no column yet
        QVERIFY(fixture.texts().contains("all 5 row(s)"));
        TablesPage& page = fixture.tables();
        SubjectTable* const late = page.table({{"Late", {}, false}, {"Speed", {}, true}});
        late->setRows({TablesPage::row("fast", 9, Unit::None), TablesPage::row("slow", 1, Unit::None)});
        page.layout()->addWidget(late);
        late->show();
        QCOMPARE(namesIn(*late), QStringList("fast"));
        QVERIFY(fixture.texts().contains("1 of 7 row(s)"));
    }

    void saysWhatIsWrongAndShowsAllRows() {
        Window fixture;
        fixture.find();
        fixture.edit().setText("home");
        fixture.edit().setText("fill > 30");
        QVERIFY(fixture.texts().contains(
            QString::fromUtf8("Character 1: No table here has a column “fill”. To look for it as text, "
                              "put it in quotes.")));
        QVERIFY(fixture.texts().contains("all 5 row(s)"));
        fixture.edit().setText("full > 30M");
        QVERIFY(
            fixture.texts().contains(QString::fromUtf8("Character 10: “M” is not a unit of this field.")));
    }

    void escapeClosesItBeforeItBringsLiveBack() {
        Window fixture;
        fixture.tables().devices->setFocus();
        fixture.cursor.toggleLive();
        fixture.find();
        fixture.edit().setText("home");
        QTest::keyClick(&fixture.edit(), Qt::Key_Escape);
        QVERIFY(!fixture.bar().isVisible());
        QCOMPARE(fixture.tables().filesystems->model()->rowCount(), 3);
        QVERIFY(fixture.tables().devices->hasFocus());
        // From a table it closes, too.
        fixture.find();
        QVERIFY(fixture.edit().text().isEmpty());
        fixture.edit().setText("home");
        fixture.tables().devices->setFocus();
        QTest::keyClick(fixture.tables().devices, Qt::Key_Escape);
        QVERIFY(!fixture.bar().isVisible());
        QVERIFY(!fixture.cursor.isLive());
        QTest::keyClick(fixture.tables().devices, Qt::Key_Escape);
        QVERIFY(fixture.cursor.isLive());
    }

    void enterGoesToTheFirstTableWithRows() {
        Window fixture;
        fixture.find();
        fixture.edit().setText("home");
        QTest::keyClick(&fixture.edit(), Qt::Key_Return);
        QVERIFY(fixture.tables().devices->hasFocus());
    }

    // A filter does not move what is chosen.
    void aSelectedRowStaysSelected() {
        Window fixture;
        SubjectTable& table = *fixture.tables().filesystems;
        table.setCurrentIndex(table.model()->index(1, 0));
        fixture.find();
        fixture.edit().setText("full > 30");
        QCOMPARE(table.selectedKey(), "/1");
        fixture.tables().setFull({20, 41, 15});
        QCOMPARE(table.selectedKey(), "/1");
        QTest::keyClick(&fixture.edit(), Qt::Key_Escape);
        QCOMPARE(table.selectedKey(), "/1");
    }

    void theCommandLineFilters() {
        Window fixture;
        fixture.window.openPage("tables", "home");
        QCOMPARE(fixture.bar().text(), "home");
        QCOMPARE(namesIn(*fixture.tables().devices), QStringList("home"));
    }

    void withoutTablesTheKeyGoesToThePageThatIsSearched() {
        Window fixture;
        fixture.window.openPage("bare");
        fixture.find();
        QCOMPARE(fixture.window.currentPage(), "searched");
        QCOMPARE(fixture.page<SearchedPage>().searched, 1);
        QVERIFY(fixture.window.findChild<TableFilterBar*>() == nullptr);
    }
};

BARO_GUI_TEST(TableFilterBarTest)
#include "TableFilterBarTest.moc"
