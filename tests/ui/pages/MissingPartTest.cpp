#include <QLabel>
#include <QTest>
#include <algorithm>
#include <memory>

#include "tests/support/DemoMachine.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/pages/PageList.h"

using namespace baro;
using namespace baro::ui;

namespace {

bool isReadOn(const QWidget& page, const QString& text) {
    return std::ranges::any_of(page.findChildren<QLabel*>(), [&](const QLabel* label) {
        return label->isVisibleTo(&page) && label->text().contains(text);
    });
}

}  // namespace

// A part of a subject that is there and could not be read: its page says so, beside all the rest.
class MissingPartTest : public QObject {
    Q_OBJECT
  private slots:
    void thePageOfTheSubjectSaysWhy_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("collector");
        for (const char* collector : {"memory", "network"})
            QTest::newRow(collector) << collector << collector;
        QTest::newRow("power") << "sensors"
                               << "power";
    }
    void thePageOfTheSubjectSaysWhy() {
        QFETCH(const QString, page);
        QFETCH(const QString, collector);
        const auto pages = pageList();
        const auto entry = std::ranges::find(pages, page, &PageEntry::id);
        QVERIFY(entry != pages.end());
        test::WindowParts parts;
        const std::unique_ptr<Page> shown(entry->make(parts.context(), nullptr));
        test::DemoMachine machine;
        Frame frame = *machine.next();
        shown->showFrame(frame);
        QVERIFY(!isReadOn(*shown, "could not be read"));

        CollectorHealth health;
        health.name = collector.toStdString();
        health.state = CollectorHealth::State::Failed;
        health.reason = "its file is cut";
        frame.health = {health};
        shown->showFrame(frame);
        QVERIFY(isReadOn(*shown, "a part could not be read: its file is cut"));

        // Where there is nothing at all the reason stands in its place.
        frame.readings.memory = malformed("its file is cut");
        frame.readings.network = malformed("its file is cut");
        frame.readings.power = malformed("its file is cut");
        shown->showFrame(frame);
        QVERIFY(!isReadOn(*shown, "a part could not be read"));
        QVERIFY(isReadOn(*shown, "its file is cut"));
    }

    void energyCountersHaveTheirOwnWordsBeside() {
        const auto pages = pageList();
        const auto entry = std::ranges::find(pages, QStringLiteral("sensors"), &PageEntry::id);
        test::WindowParts parts;
        const std::unique_ptr<Page> shown(entry->make(parts.context(), nullptr));
        test::DemoMachine machine;
        Frame frame = *machine.next();
        Power power = *frame.readings.power;
        power.energyProblem = "readable by root only";
        frame.readings.power = Section<Power>(power, frame.takenAt);
        CollectorHealth health;
        health.name = "power";
        health.state = CollectorHealth::State::Failed;
        health.reason = "BAT0 is cut";
        frame.health = {health};
        shown->showFrame(frame);
        QVERIFY(isReadOn(*shown, "a part could not be read: BAT0 is cut; readable by root only"));
    }
};

BARO_GUI_TEST(MissingPartTest)
#include "MissingPartTest.moc"
