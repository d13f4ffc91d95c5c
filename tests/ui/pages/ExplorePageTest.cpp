#include "ui/pages/ExplorePage.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <memory>

#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr std::int64_t pageTime = 1'700'000'000'000;

struct ExploreFixture : test::WindowParts {
    ExploreFixture() {
        for (const char* device : {"sda", "sdb"}) {
            std::vector<Sample> samples;
            for (int second = 0; second <= 300; ++second)
                samples.push_back({pageTime - 300'000 + second * 1000, second * 10.0});
            source.add(Labels({{"__name__", "node_disk_read_bytes_total"}, {"device", device}}), samples);
        }
        page.reset(explorePage().make(context(), nullptr));
        page->resize(900, 700);
        page->show();
        cursor.advance(pageTime);
    }
    void press(const QString& text) {
        for (QToolButton* button : page->findChildren<QToolButton*>())
            if (button->text() == text) button->click();
    }
    SubjectTable* table() const { return page->findChild<SubjectTable*>(); }
    bool says(const QString& text) const {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    }

    std::unique_ptr<Page> page;
};

}  // namespace

class ExplorePageTest : public QObject {
    Q_OBJECT

  private slots:
    void beginsWithExamples() {
        ExploreFixture fixture;
        QVERIFY(fixture.says("Ask what this machine measures"));
        QVERIFY(!fixture.page->findChild<SeriesChart*>()->isVisible());
    }

    void drawsTheRange() {
        ExploreFixture fixture;
        fixture.page->search("rate(node_disk_read_bytes_total[$interval])");
        auto* chart = fixture.page->findChild<SeriesChart*>();
        QVERIFY(chart->isVisible());
        QTRY_COMPARE(chart->data().series.size(), 2U);
        QCOMPARE(chart->data().series[0].last, 10.0);
        QVERIFY(chart->spec().unit == Unit::BytesPerSecond);
    }

    void listsTheMoment() {
        ExploreFixture fixture;
        fixture.press("Table");
        fixture.page->search("node_disk_read_bytes_total");
        QTRY_VERIFY(fixture.table() && fixture.table()->isVisible());
        const QAbstractItemModel* model = fixture.table()->model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(model->headerData(0, Qt::Horizontal).toString(), "Metric");
        QCOMPARE(model->headerData(1, Qt::Horizontal).toString(), "device");
        QCOMPARE(model->index(0, 1).data().toString(), "sda");
        QVERIFY(model->index(0, 2).data().toString().contains("KiB"));
    }

    void listsSamplesOfARange() {
        ExploreFixture fixture;
        fixture.page->search("node_disk_read_bytes_total{device=\"sda\"}[3s]");
        QTRY_VERIFY(fixture.table() && fixture.table()->isVisible());
        QCOMPARE(fixture.table()->model()->rowCount(), 3);
    }

    void saysWhatIsWrongAndKeepsTheResult() {
        ExploreFixture fixture;
        fixture.page->search("node_disk_read_bytes_total");
        auto* chart = fixture.page->findChild<SeriesChart*>();
        QTRY_COMPARE(chart->data().series.size(), 2U);
        fixture.page->search("node_disk_read_bytes_total +");
        QVERIFY(fixture.says("parse error"));
        QCOMPARE(chart->data().series.size(), 2U);
    }

    void saysWhatFailsWhileItIsEvaluated() {
        ExploreFixture fixture;
        fixture.press("Table");
        fixture.page->search("node_disk_read_bytes_total * on () group_left node_disk_read_bytes_total");
        QTRY_VERIFY(fixture.says("The query failed"));
    }

    void saysThatNothingHasAValue() {
        ExploreFixture fixture;
        fixture.press("Table");
        fixture.page->search("nothing_of_that_name");
        QTRY_VERIFY(fixture.says("No series"));
    }

    void showsWhatPromQlWarnsOf() {
        ExploreFixture fixture;
        fixture.press("Table");
        fixture.page->search("rate(node_disk_read_bytes[10s]) or quantile(2, node_disk_read_bytes_total)");
        QTRY_VERIFY(fixture.says("PromQL warning"));
    }

    void remembersQueries() {
        ExploreFixture fixture;
        fixture.page->search("node_disk_read_bytes_total");
        fixture.page->search("vector(1)");
        QCOMPARE(QString::fromStdString(fixture.settings.text("explore.history")),
                 "[\"vector(1)\",\"node_disk_read_bytes_total\"]");
        auto* editor = fixture.page->findChild<PromQlEditor*>();
        QTest::keyClick(editor, Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(editor->toPlainText(), "node_disk_read_bytes_total");
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ExplorePageTest)
#include "ExplorePageTest.moc"
