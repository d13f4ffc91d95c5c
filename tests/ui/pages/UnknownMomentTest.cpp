#include <QAbstractItemView>
#include <QImage>
#include <QLabel>
#include <QTest>
#include <memory>

#include "tests/support/DemoMachine.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/PastFrames.h"
#include "ui/pages/PageList.h"
#include "ui/widgets/CoreGrid.h"
#include "ui/widgets/Figure.h"

using namespace baro;
using namespace baro::ui;

namespace {

// What a person reads on the page; names of widgets before their words tell which one it was.
QStringList readableOn(const QWidget& page) {
    QStringList texts;
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&page)) continue;
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            texts << "label: " + label->text();
        else if (const auto* figure = qobject_cast<const Figure*>(widget))
            texts << figure->accessibleName() + ": " + figure->accessibleDescription();
        else if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model())
            for (int row = 0; row < view->model()->rowCount(); ++row)
                texts << "row: " + view->model()->index(row, 0).data().toString();
    }
    texts.removeAll("label: ");
    return texts;
}

Frame demoSecond(int number) {
    test::DemoMachine machine;
    FramePtr frame = machine.next();
    for (int second = 0; second < number; ++second)
        frame = machine.next();
    return *frame;
}

}  // namespace

// Of a moment that nobody has a page says nothing: no figure of another moment stays.
class UnknownMomentTest : public QObject {
    Q_OBJECT
  private slots:
    void everyPageForgetsWhatItShowed_data() {
        QTest::addColumn<int>("index");
        const std::vector<PageEntry> pages = pageList();
        for (std::size_t i = 0; i < pages.size(); ++i)
            QTest::addRow("%s", qPrintable(pages[i].id)) << static_cast<int>(i);
    }

    void everyPageForgetsWhatItShowed() {
        QFETCH(const int, index);
        const PageEntry entry = pageList().at(static_cast<std::size_t>(index));
        test::WindowParts parts;
        const Frame known = demoSecond(3);
        const FramePtr unknown = unknownMoment(0, absent("nothing was recorded at this moment"));

        const std::unique_ptr<Page> fresh(entry.make(parts.context(), nullptr));
        fresh->showFrame(*unknown);
        const std::unique_ptr<Page> used(entry.make(parts.context(), nullptr));
        used->showFrame(known);
        used->showFrame(*unknown);
        QCOMPARE(readableOn(*used), readableOn(*fresh));
        // And nothing is lost of what comes after it.
        used->showFrame(known);
        const std::unique_ptr<Page> always(entry.make(parts.context(), nullptr));
        always->showFrame(known);
        QCOMPARE(readableOn(*used), readableOn(*always));
    }

    void processorsAreUnknownNotWhatTheyWere() {
        test::WindowParts parts;
        Frame known = demoSecond(3);
        CoreGrid grid(parts.theme, parts.format, CoreGrid::Detail::Heat);
        grid.resize(600, 120);
        grid.showFrame(known);
        const QImage busy = grid.grab().toImage();
        known.rates.cpu.reset();
        grid.showFrame(known);
        const QImage withoutRates = grid.grab().toImage();
        QVERIFY(withoutRates != busy);
        grid.showFrame(*unknownMoment(0, absent("nothing was recorded at this moment")));
        QCOMPARE(grid.grab().toImage(), withoutRates);
    }
};

BARO_GUI_TEST(UnknownMomentTest)
#include "UnknownMomentTest.moc"
