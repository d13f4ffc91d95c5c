#include "ui/history/AddedSeries.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/TestMain.h"
#include "ui/UserPages.h"

namespace baro::ui {
namespace {

PageChart chartOf(const char* title, const char* expression) {
    return {title, Unit::None, false, 0, {{expression, "", false}}};
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class AddedSeriesTest : public QObject {
    Q_OBJECT

  private slots:
    void staysOverARestart() {
        const QTemporaryDir folder;
        {
            UserPages pages(folder.path());
            pages.load();
            AddedSeries series(pages);
            QSignalSpy changed(&series, &AddedSeries::changed);
            series.add(chartOf("Load", "node_load1"));
            series.add(chartOf("Files", "node_filefd_allocated"));
            QCOMPARE(changed.count(), 2);
        }
        UserPages pages(folder.path());
        pages.load();
        AddedSeries series(pages);
        QCOMPARE(series.page().charts.size(), 2U);
        QCOMPARE(series.page().charts[0], chartOf("Load", "node_load1"));
        series.remove(0);
        QCOMPARE(series.page().charts.size(), 1U);
        pages.finish();
        UserPages again(folder.path());
        again.load();
        QCOMPARE(AddedSeries(again).page().charts.at(0).title, std::string("Files"));
    }

    void nothingIsWrittenBeforeSomethingIsAdded() {
        const QTemporaryDir folder;
        UserPages pages(folder.path());
        pages.load();
        AddedSeries series(pages);
        series.remove(0);
        pages.finish();
        QVERIFY(series.page().charts.empty());
        QVERIFY(!QFile::exists(folder.filePath("history.yaml")));
    }

    void aBrokenFileIsTellingAndStays() {
        const QTemporaryDir folder;
        const QByteArray broken = "barograph-page: 1\ntitle: History\ncharts:\n  - titel: x\n";
        QFile file(folder.filePath("history.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(broken);
        file.close();
        UserPages pages(folder.path());
        pages.load();
        AddedSeries series(pages);
        QVERIFY2(series.problem().contains("history.yaml:4"), qPrintable(series.problem()));
        series.add(chartOf("Load", "node_load1"));
        series.remove(0);
        pages.finish();
        QVERIFY(series.page().charts.empty());
        QCOMPARE(bytesOf(folder.filePath("history.yaml")), broken);
    }

    void otherFilesOfTheFolderAreNotShown() {
        const QTemporaryDir folder;
        UserPages pages(folder.path());
        AddedSeries series(pages);
        pages.add({"Other", {}, {chartOf("Load", "node_load1")}});
        QVERIFY(series.page().charts.empty());
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::AddedSeriesTest)
#include "AddedSeriesTest.moc"
