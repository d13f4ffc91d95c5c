#include "platform/linux/Pressure.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

const std::string some = "some avg10=12.50 avg60=6.25 avg300=1.00 total=2500000\n";
const std::string full = "full avg10=0.00 avg60=0.00 avg300=100.00 total=0\n";

}  // namespace

class PressureTest : public QObject {
    Q_OBJECT

  private slots:
    void readsSharesAndSeconds() {
        const auto pressure = parsePressure(some + full);
        QVERIFY(pressure);
        QVERIFY(pressure->some && pressure->full);
        QCOMPARE(pressure->some->average10Ratio, 0.125);
        QCOMPARE(pressure->some->average60Ratio, 0.0625);
        QCOMPARE(pressure->some->average300Ratio, 0.01);
        QCOMPARE(pressure->some->stalledSeconds, 2.5);
        QCOMPARE(pressure->full->average300Ratio, 1.0);
    }

    void oneOfTheLinesMayBeMissing() {
        const auto cpuBefore513 = parsePressure(some);
        QVERIFY(cpuBefore513);
        QVERIFY(cpuBefore513->some && !cpuBefore513->full);
        const auto irq = parsePressure(full);
        QVERIFY(irq);
        QVERIFY(!irq->some && irq->full);
    }

    void refusesWhatIsNotPressure_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray("some avg10=0.00 avg60=0.00 avg300=0.00 total=");
        QTest::newRow("no total") << QByteArray("some avg10=0.00 avg60=0.00 avg300=0.00\n");
        QTest::newRow("wrong order") << QByteArray("some avg60=0.00 avg10=0.00 avg300=0.00 total=0\n");
        QTest::newRow("another kind") << QByteArray("none avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
        QTest::newRow("twice") << QByteArray::fromStdString(some + some);
        QTest::newRow("negative share") << QByteArray("some avg10=-1.00 avg60=0.00 avg300=0.00 total=0\n");
        QTest::newRow("more than all") << QByteArray("some avg10=100.01 avg60=0.00 avg300=0.00 total=0\n");
        QTest::newRow("nan") << QByteArray("some avg10=nan avg60=0.00 avg300=0.00 total=0\n");
        QTest::newRow("inf") << QByteArray("some avg10=inf avg60=0.00 avg300=0.00 total=0\n");
        QTest::newRow("negative total") << QByteArray("some avg10=0.00 avg60=0.00 avg300=0.00 total=-1\n");
        QTest::newRow("NUL") << QByteArrayLiteral("some avg10=0.00 avg60=0.00 avg300=0.00 total=1\0\n");
        QTest::newRow("something behind") << QByteArray("some avg10=0.00 avg60=0.00 avg300=0.00 total=1 x\n");
        QTest::newRow("a 1 MB line") << "some " + QByteArray(1 << 20, '1') + "\n";
    }
    void refusesWhatIsNotPressure() {
        QFETCH(QByteArray, text);
        const auto pressure = parsePressure({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!pressure);
        QCOMPARE(pressure.error().kind, ErrorKind::Malformed);
        QVERIFY(!pressure.error().message.empty());
    }

    void readsAWholeMachine() {
        const auto collector =
            makePressureCollector({.procfs = BARO_FIXTURES "/machines/intel-hybrid-laptop/proc"});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.pressure->cpu->some->average10Ratio, 0.1234);
        QCOMPARE(readings.pressure->memory->full->stalledSeconds, 1.987654);
        QCOMPARE(readings.pressure->io->some->average60Ratio, 0.0077);
        QVERIFY(!readings.pressure->irq->some);
        QCOMPARE(readings.pressure->irq->full->average300Ratio, 0.001);
    }

    void aResourceTheKernelDoesNotMeasureIsEmpty() {
        const test::TemporaryTree tree;
        tree.write("pressure/cpu", some);
        const auto collector = makePressureCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QVERIFY(readings.pressure->cpu);
        QVERIFY(!readings.pressure->memory && !readings.pressure->io && !readings.pressure->irq);
    }

    void oneMalformedFileNamesItself() {
        const test::TemporaryTree tree;
        tree.write("pressure/cpu", some);
        tree.write("pressure/io", "garbage\n");
        const auto collector = makePressureCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QVERIFY(!readings.pressure);
        QCOMPARE(readings.pressure.reason().kind, ErrorKind::Malformed);
        QVERIFY(readings.pressure.reason().message.find("pressure/io") != std::string::npos);
    }

    void saysHowToTurnItOn() {
        const test::TemporaryTree tree;
        const auto collector = makePressureCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.pressure.reason().kind, ErrorKind::Absent);
        QVERIFY(readings.pressure.reason().message.find("psi=1") != std::string::npos);
    }
};

BARO_TEST(PressureTest)
#include "PressureTest.moc"
