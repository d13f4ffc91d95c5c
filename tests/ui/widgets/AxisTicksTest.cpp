#include "ui/widgets/AxisTicks.h"

#include <QTest>
#include <limits>

#include "tests/support/TestMain.h"

namespace baro::ui {

class AxisTicksTest : public QObject {
    Q_OBJECT
  private slots:
    void choosesRoundSteps_data() {
        QTest::addColumn<double>("lowest");
        QTest::addColumn<double>("highest");
        QTest::addColumn<int>("unit");
        QTest::addColumn<ValueAxis>("axis");
        const int none = static_cast<int>(Unit::None);
        const int bytes = static_cast<int>(Unit::Bytes);
        QTest::newRow("whole") << 0.0 << 1.0 << static_cast<int>(Unit::Ratio) << ValueAxis{0, 1, 0.5};
        // A share of time of two clocks' making: nobody waits for 150 % of it.
        QTest::newRow("a hair above the whole")
            << 0.0 << 1.003 << static_cast<int>(Unit::Ratio) << ValueAxis{0, 1, 0.5};
        QTest::newRow("above the whole")
            << 0.0 << 1.02 << static_cast<int>(Unit::Ratio) << ValueAxis{0, 1.5, 0.5};
        QTest::newRow("counts") << 0.0 << 37.0 << none << ValueAxis{0, 40, 10};
        QTest::newRow("binary") << 0.0 << 3.0 * 1024 * 1024 << bytes
                                << ValueAxis{0, 3.0 * 1024 * 1024, 1024 * 1024};
        QTest::newRow("in the prefix of the largest label")
            << 0.0 << 1.6 * 1024 * 1024 * 1024 << bytes
            << ValueAxis{0, 2048.0 * 1024 * 1024, 512.0 * 1024 * 1024};
        QTest::newRow("of a network, in bits")
            << 0.0 << 1e6 << static_cast<int>(Unit::NetworkBytesPerSecond) << ValueAxis{0, 1e6, 0.25e6};
        QTest::newRow("of a disk") << 0.0 << 3.0 * 1024 * 1024 << static_cast<int>(Unit::BytesPerSecond)
                                   << ValueAxis{0, 3.0 * 1024 * 1024, 1024 * 1024};
        QTest::newRow("mirrored") << -20.0 << 60.0 << none << ValueAxis{-20, 60, 20};
        QTest::newRow("a little up, much down") << -90.0 << 0.1 << none << ValueAxis{-100, 50, 50};
        QTest::newRow("nothing known")
            << std::numeric_limits<double>::quiet_NaN() << std::numeric_limits<double>::quiet_NaN() << none
            << ValueAxis{0, 1, 0.5};
    }
    void choosesRoundSteps() {
        QFETCH(const double, lowest);
        QFETCH(const double, highest);
        QFETCH(const int, unit);
        QFETCH(const ValueAxis, axis);
        const ValueAxis found = niceAxis(lowest, highest, static_cast<Unit>(unit), {.ratesInBits = true});
        QCOMPARE(found.step, axis.step);
        QCOMPARE(found.minimum, axis.minimum);
        QCOMPARE(found.maximum, axis.maximum);
    }

    void ticksHoldBothEnds() {
        const std::vector<double> ticks = ValueAxis{-20, 60, 20}.ticks();
        QCOMPARE(ticks, (std::vector<double>{-20, 0, 20, 40, 60}));
    }

    // A pen with dashes goes all the way to a point, seen or not.
    void whatIsFarOutOfSightIsDrawnNearer() {
        const ValueAxis axis{-20, 60, 20};
        QCOMPARE(axis.drawn(37.5), 37.5);
        QCOMPARE(axis.drawn(61), 61.0);
        QVERIFY(axis.drawn(1e12) > 500 && axis.drawn(1e12) < 1000);
        QVERIFY(axis.drawn(-std::numeric_limits<double>::infinity()) > -1000);
    }

    void timeMarksFitTheWidth_data() {
        QTest::addColumn<int>("range");
        QTest::addColumn<int>("marks");
        QTest::addColumn<int>("step");
        QTest::newRow("a minute") << 60 << 6 << 10;
        QTest::newRow("five minutes, narrow") << 300 << 3 << 120;
        QTest::newRow("five minutes, wide") << 300 << 10 << 30;
        QTest::newRow("an hour") << 3600 << 6 << 600;
        QTest::newRow("a day") << 86'400 << 6 << 21'600;
        QTest::newRow("a week") << 604'800 << 8 << 86'400;
    }
    void timeMarksFitTheWidth() {
        QFETCH(const int, range);
        QFETCH(const int, marks);
        QFETCH(const int, step);
        QCOMPARE(timeStep(std::chrono::seconds(range), marks), std::chrono::seconds(step));
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::AxisTicksTest)
#include "AxisTicksTest.moc"
