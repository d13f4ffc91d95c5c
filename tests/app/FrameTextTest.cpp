#include <QtTest>

#include "app/FrameCommand.h"
#include "tests/support/TestMain.h"

using namespace baro;

class FrameTextTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsOfPartsThatCouldNotBeRead() {
        Frame frame;
        Power power;
        power.energyProblem = "powercap/intel-rapl:0/name is empty";
        frame.readings.power = Section<Power>(power, Instant{});
        frame.readings.memory = Section<Memory>(Memory{}, Instant{});
        frame.health = {
            {.name = "memory", .state = CollectorHealth::State::Failed, .reason = "arcstats\x1b is cut"},
            {.name = "network", .state = CollectorHealth::State::Ok, .reason = {}}};
        const QString text = QString::fromStdString(app::frameText(frame));
        QVERIFY2(text.contains("\nenergy counters: powercap/intel-rapl:0/name is empty\n"), qPrintable(text));
        QVERIFY2(text.contains("\nmemory: arcstats\\x1b is cut\n"), qPrintable(text));
        QVERIFY(!text.contains("network"));
        // The rest of memory is told all the same.
        QVERIFY(text.contains("\nmemory: - MB"));
    }

    void saysNothingOfWhatIsWhole() {
        Frame frame;
        frame.readings.power = Section<Power>(Power{}, Instant{});
        QVERIFY(!QString::fromStdString(app::frameText(frame)).contains("energy"));
    }
};

BARO_TEST(FrameTextTest)
#include "FrameTextTest.moc"
