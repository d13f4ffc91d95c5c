#include "ui/models/TableLayout.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro::ui;

class TableLayoutTest : public QObject {
    Q_OBJECT

  private slots:
    void comesBackAsItWasWritten() {
        const TableLayout layout{
            {"Serial"}, {"Device", "Model = \"a\", b"}, {{"Device", 240}}, "Model", true};
        const std::string setting = withLayout({}, "disks.devices", layout);
        QVERIFY(setting.find('\n') == std::string::npos);
        QVERIFY(layoutIn(setting, "disks.devices") == layout);
        QVERIFY(layoutIn(setting, "disks.filesystems") == TableLayout{});
    }

    void leavesTheOthersAlone() {
        const TableLayout first{{"Serial"}, {}, {}, {}, false};
        const TableLayout second{{}, {}, {}, QString(), false};
        std::string setting = withLayout(withLayout({}, "a", first), "b", second);
        QVERIFY(layoutIn(setting, "a") == first);
        QVERIFY(layoutIn(setting, "b") == second);
        setting = withLayout(setting, "a", {});
        QVERIFY(layoutIn(setting, "a") == TableLayout{});
        QVERIFY(layoutIn(setting, "b") == second);
        QCOMPARE(withLayout(setting, "b", {}), std::string());
    }

    void leavesOutWhatIsDamaged_data() {
        QTest::addColumn<QByteArray>("setting");
        QTest::newRow("cut") << QByteArray(R"({"a":{"hidden":["Serial"])");
        QTest::newRow("no JSON") << QByteArray("hidden=Serial");
        QTest::newRow("a list") << QByteArray(R"(["a"])");
        QTest::newRow("a number") << QByteArray(R"({"a":7})");
        QTest::newRow("other types") << QByteArray(
            R"({"a":{"hidden":"Serial","order":{"x":1},"widths":[1],"sorted-by":3,"descends":true}})");
        QTest::newRow("widths that nobody can use")
            << QByteArray(R"({"a":{"widths":{"Device":-5,"Model":1e9,"Kind":"wide","Size":3.5}}})");
        QTest::newRow("no texts") << QByteArray(R"({"a":{"hidden":[1,null,{}],"order":[[]]}})");
    }
    void leavesOutWhatIsDamaged() {
        QFETCH(QByteArray, setting);
        QVERIFY(layoutIn(setting.toStdString(), "a") == TableLayout{});
        // And it is written anew.
        const TableLayout layout{{"Serial"}, {}, {}, {}, false};
        QVERIFY(layoutIn(withLayout(setting.toStdString(), "a", layout), "a") == layout);
    }
};

BARO_GUI_TEST(TableLayoutTest)
#include "TableLayoutTest.moc"
