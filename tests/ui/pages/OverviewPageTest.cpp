#include "ui/pages/OverviewPage.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTest>
#include <memory>

#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/widgets/SubjectTable.h"

using namespace baro;
using namespace baro::ui;

class OverviewPageTest : public QObject {
    Q_OBJECT
  private slots:
    void amountsAreSeenHoweverLongNamesAre() {
        test::WindowParts parts;
        const std::unique_ptr<Page> page(overviewPage().make(parts.context(), nullptr));
        page->resize(800, 700);  // beside the sidebar of a window of 1024
        page->show();
        page->showFrame(
            test::processFrame({{.pid = 1,
                                 .name = "a-name-of-a-process-that-is-longer-than-any-list-is-wide",
                                 .cpu = 1,
                                 .user = "SOME-DOMAIN\\someone.with.a.long.name"},
                                {.pid = 2, .name = "short", .cpu = 0.5}}));
        QApplication::processEvents();
        int lists = 0;
        for (const SubjectTable* table : page->findChildren<SubjectTable*>()) {
            if (!table->isVisibleTo(page.get())) continue;
            ++lists;
            const int last = table->header()->count() - 1;
            QCOMPARE(table->model()->rowCount(), 2);
            QVERIFY(!table->model()->index(0, last).data().toString().isEmpty());
            const QRect amount = table->visualRect(table->model()->index(0, last));
            QVERIFY2(table->viewport()->rect().contains(amount), qPrintable(table->accessibleName()));
            QVERIFY(amount.width() >=
                    table->fontMetrics().horizontalAdvance(table->model()->index(0, last).data().toString()));
            QVERIFY(!table->horizontalScrollBar()->isVisible());
        }
        QCOMPARE(lists, 2);
    }
};

BARO_GUI_TEST(OverviewPageTest)
#include "OverviewPageTest.moc"
