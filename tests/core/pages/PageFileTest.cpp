#include "core/pages/PageFile.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

UserPage fullPage() {
    return {"My \"page\": # 1",
            {{"device", "sda"}},
            {{"Traffic",
              Unit::BytesPerSecond,
              false,
              0,
              {{"rate(node_network_receive_bytes_total[$interval])", "{device} received", false},
               {"rate(node_network_transmit_bytes_total[$interval])", "{device} sent", true}}},
             {"Busy", Unit::Ratio, true, 1, {{"barograph_cpu_busy_ratio", "", false}}}}};
}

std::string problemOf(const std::string& text) {
    const auto page = parsePageFile(text, "my.yaml");
    return page ? std::string() : page.error().message;
}

}  // namespace

class PageFileTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatPeopleWrite() {
        const auto page = parsePageFile(
            "barograph-page: 1\n"
            "title: Disks\n"
            "variables:\n"
            "  device: sda\n"
            "charts:\n"
            "  - title: Read\n"
            "    unit: bytes/s\n"
            "    lines:\n"
            "      - expression: rate(node_disk_read_bytes_total{device=\"$device\"}[$interval])\n",
            "disks.yaml");
        QVERIFY(page.ok());
        QCOMPARE(page->title, std::string("Disks"));
        QCOMPARE(page->charts.size(), 1U);
        QVERIFY(page->charts[0].unit == Unit::BytesPerSecond);
        QVERIFY(!page->charts[0].lines[0].isDown);
        QCOMPARE(page->variables.at("device"), std::string("sda"));
    }

    void readsWhatItWrites() {
        const auto page = parsePageFile(pageFileText(fullPage()), "my.yaml");
        QVERIFY2(page.ok(), page ? "" : page.error().message.c_str());
        QVERIFY(*page == fullPage());
        const auto empty = parsePageFile(pageFileText({"Empty", {}, {}}), "my.yaml");
        QVERIFY(empty.ok());
        QVERIFY(empty->charts.empty());
    }

    void everyUnitHasAWord() {
        for (int unit = 0; unit <= static_cast<int>(Unit::Timestamp); ++unit)
            QVERIFY(unitOfPageWord(pageUnitWord(static_cast<Unit>(unit))) == static_cast<Unit>(unit));
    }

    void saysWhereItIsWrong_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("problem");
        const auto row = [](const char* name, const QByteArray& text, const QByteArray& problem) {
            QTest::newRow(name) << text << problem;
        };
        const QByteArray head = "barograph-page: 1\ntitle: x\n";
        const QByteArray chart = head + "charts:\n  - title: a\n    lines:\n      - expression: up\n";
        row("nothing", "", "my.yaml:1: expected keys and values");
        row("a list", "- a\n", "my.yaml:1: expected keys and values");
        row("no version", "title: x\n",
            "my.yaml:1: expected \"barograph-page: 1\", the version of this format");
        row("another version", "title: x\nbarograph-page: 2\n",
            "my.yaml:2: expected \"barograph-page: 1\", the version of this format");
        row("an unknown key", head + "titel: y\n",
            "my.yaml:3: unknown key \"titel\"; known are barograph-page, title, variables, charts");
        row("a key twice", head + "title: y\n", "my.yaml:3: \"title\" stands here twice");
        row("no title", "barograph-page: 1\n", "my.yaml:1: \"title\" is missing");
        row("an unknown unit", chart + "    unit: bananas\n", "my.yaml:7: unknown unit \"bananas\"");
        row("a maximum that is none", chart + "    maximum: -1\n",
            "my.yaml:7: \"maximum\" wants a number above 0");
        row("a truth that is none", chart + "    stacked: perhaps\n",
            "my.yaml:7: \"stacked\" is true or false");
        row("charts that are none", head + "charts: 5\n",
            "my.yaml:3: \"charts\" wants a list of at most 100");
        row("no lines", head + "charts:\n  - title: a\n",
            "my.yaml:4: a chart needs at least one of \"lines\"");
    }
    void saysWhereItIsWrong() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, problem);
        QCOMPARE(QByteArray::fromStdString(problemOf(text.toStdString())), problem);
    }

    void saysWhatIsWrongWithAnExpression() {
        const std::string problem = problemOf(
            "barograph-page: 1\ntitle: x\ncharts:\n  - title: a\n    lines:\n"
            "      - expression: rate(up[$interval]\n");
        QVERIFY2(problem.starts_with("my.yaml:6: 1:"), problem.c_str());
    }

    void survivesWhatIsNoYaml_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("tab") << QByteArray("barograph-page: 1\n\ttitle: x\n");
        QTest::newRow("unclosed") << QByteArray("barograph-page: [1\n");
        QTest::newRow("unknown alias") << QByteArray("barograph-page: *x\n");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("long") << QByteArray(300'000, 'a');
        QTest::newRow("binary") << QByteArray("\x00\x01\xff\xfe", 4);
    }
    void survivesWhatIsNoYaml() {
        QFETCH(const QByteArray, text);
        QVERIFY(problemOf(text.toStdString()).starts_with("my.yaml:"));
    }
};

BARO_GUILESS_TEST(PageFileTest)
#include "PageFileTest.moc"
