#include "core/series/Column.h"

#include <QtTest>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "core/series/NotReadMarker.h"
#include "core/series/SeriesSource.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

using Values = std::vector<double>;

std::vector<std::uint8_t> encoded(const Values& values) {
    std::vector<std::uint8_t> bytes;
    encodeColumn(values, bytes);
    return bytes;
}

bool survives(const Values& values) {
    Values decoded(values.size(), 12345.0);
    return decodeColumn(encoded(values), decoded) &&
           std::ranges::equal(values, decoded, [](double a, double b) {
               return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
           });
}

// Every fifth one read, as of a subject that is read every 5 s.
Values everyFifth(Values values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i % 5 != 0) values[i] = notReadMarker();
    }
    return values;
}

Values counted(std::size_t count, double (*value)(double)) {
    Values values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = value(static_cast<double>(i));
    return values;
}

}  // namespace

Q_DECLARE_METATYPE(Values)

class ColumnTest : public QObject {
    Q_OBJECT

  private slots:
    void comesBackBitByBit_data() {
        using Limits = std::numeric_limits<double>;
        const double payload = std::bit_cast<double>(std::uint64_t{0xfff8dead0000beef});
        QTest::addColumn<Values>("values");
        QTest::newRow("none") << Values{};
        QTest::newRow("one") << Values{1.5};
        QTest::newRow("all missing") << Values(120, staleMarker());
        QTest::newRow("constant") << Values(120, 0.1);
        QTest::newRow("constant NaN with a payload") << Values(3, payload);
        QTest::newRow("zeros of both signs") << Values{0.0, -0.0, 0.0};
        QTest::newRow("infinities") << Values{Limits::infinity(), -Limits::infinity(), 1};
        QTest::newRow("denormals") << Values{Limits::denorm_min(), -Limits::denorm_min(), 1e-310};
        QTest::newRow("extremes") << Values{Limits::max(), Limits::lowest(), Limits::min(),
                                            Limits::epsilon()};
        QTest::newRow("NaN among numbers") << Values{1, payload, staleMarker(), Limits::quiet_NaN(), 2};
        QTest::newRow("largest integers") << Values{9007199254740992, -9007199254740992, 9007199254740991};
        QTest::newRow("beyond exact integers") << Values{9007199254740994, 1e300, 3};
        QTest::newRow("missing among integers") << Values{7, staleMarker(), 9, staleMarker(), staleMarker()};
        QTest::newRow("missing among fractions") << Values{0.123, staleMarker(), 1.0 / 3, staleMarker()};
        QTest::newRow("clock ticks") << counted(120, [](double i) { return (12345678 + i * 17) / 100.0; });
        QTest::newRow("bytes") << counted(120, [](double i) { return (1e9 + i * i) * 4096; });
        QTest::newRow("falling") << counted(7, [](double i) { return -i; });
        QTest::newRow("fractions") << counted(121, [](double i) { return std::sin(i); });
        QTest::newRow("never read") << Values(120, notReadMarker());
        QTest::newRow("constant, seldom read") << everyFifth(Values(120, 7));
        QTest::newRow("missing, seldom read") << everyFifth(Values(120, staleMarker()));
        QTest::newRow("bytes, seldom read") << everyFifth(counted(120, [](double i) { return i * 4096; }));
        QTest::newRow("fractions, seldom read")
            << everyFifth(counted(121, [](double i) { return std::sin(i); }));
    }
    void comesBackBitByBit() {
        QFETCH(Values, values);
        QVERIFY(survives(values));
    }

    void anyBitPatternComesBack() {
        std::mt19937_64 random(20240501);
        for (int round = 0; round < 2000; ++round) {
            Values values(1 + random() % 130);
            double last = 0;
            for (double& value : values) {
                switch (random() % 5) {
                    case 0:
                        value = std::bit_cast<double>(random());
                        break;
                    case 1:
                        value = last;
                        break;
                    case 2:
                        value = staleMarker();
                        break;
                    case 3:
                        value = notReadMarker();
                        break;
                    default:
                        value = static_cast<double>(static_cast<std::int64_t>(random() >> 40)) / 100;
                }
                last = value;
            }
            QVERIFY2(survives(values), qPrintable(QString("round %1").arg(round)));
        }
    }

    void regularValuesTakeLittleRoom_data() {
        QTest::addColumn<Values>("values");
        QTest::addColumn<int>("bytes");
        QTest::newRow("constant") << Values(120, 16.5) << 9;
        QTest::newRow("missing") << Values(120, staleMarker()) << 1;
        QTest::newRow("clock ticks") << counted(120, [](double i) { return (123456 + i * 60) / 100; }) << 140;
        QTest::newRow("pages in bytes")
            << counted(120, [](double i) { return (5e6 + i * 60) * 4096; }) << 142;
        QTest::newRow("clock ticks, seldom read")
            << everyFifth(counted(120, [](double i) { return (123456 + i * 60) / 100; })) << 72;
    }
    void regularValuesTakeLittleRoom() {
        QFETCH(Values, values);
        QFETCH(int, bytes);
        QVERIFY(static_cast<int>(encoded(values).size()) <= bytes);
    }

    void refusesCutColumns_data() {
        QTest::addColumn<Values>("values");
        QTest::newRow("constant") << Values(120, 0.5);
        QTest::newRow("integers") << counted(120, [](double i) { return i * 1000; });
        QTest::newRow("fractions") << counted(120, [](double i) { return std::sqrt(i); });
        QTest::newRow("seldom read") << everyFifth(counted(120, [](double i) { return i * 1000; }));
    }
    void refusesCutColumns() {
        QFETCH(Values, values);
        const auto bytes = encoded(values);
        Values decoded(values.size());
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            QVERIFY(!decodeColumn(std::span(bytes).first(size), decoded));
        }
    }

    void refusesUnknownEncodings() {
        const std::vector<std::uint8_t> bytes{5, 0, 0, 0, 0, 0, 0, 0, 0};
        Values decoded(1);
        QVERIFY(!decodeColumn(bytes, decoded));
    }

    void refusesSparseWithinSparse() {
        // One value that was read, and of that again one that was read, and that one missing.
        const std::vector<std::uint8_t> bytes{4, 0x80, 4, 0x80, 0};
        Values decoded(1);
        QVERIFY(!decodeColumn(bytes, decoded));
    }
};

BARO_TEST(ColumnTest)
#include "ColumnTest.moc"
