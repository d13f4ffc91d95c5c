#include "core/history/ValueColumn.h"

#include <QtTest>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "core/series/NotReadMarker.h"
#include "core/series/SeriesSource.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

using Values = std::vector<double>;

std::string encodedColumn(const Values& values, NumberForm form = NumberForm::Smallest,
                          double before = staleMarker()) {
    ByteWriter out;
    encodeValues(values, before, form, out);
    return std::move(out).take();
}

bool isSame(const Values& a, const Values& b) {
    return std::ranges::equal(a, b, [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

bool survivesAs(const Values& values, NumberForm form, double before) {
    Values decoded(values.size(), 12345.0);
    return decodeValues(encodedColumn(values, form, before), before, decoded) && isSame(decoded, values);
}

bool survives(const Values& values) {
    return survivesAs(values, NumberForm::Smallest, staleMarker()) &&
           survivesAs(values, NumberForm::Plain, staleMarker()) &&
           survivesAs(values, NumberForm::Plain, values.empty() ? 0.5 : values.front()) &&
           survivesAs(values, NumberForm::Plain, -1e300);
}

Values counted(std::size_t count, double (*value)(double)) {
    Values values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = value(static_cast<double>(i));
    return values;
}

// Every fifth one read, as of a subject that is read every 5 s.
Values everyFifth(Values values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i % 5 != 0) values[i] = notReadMarker();
    }
    return values;
}

double noise(double i) {
    return std::floor(500 + 499 * std::sin(i * i));
}

}  // namespace

Q_DECLARE_METATYPE(Values)

class ValueColumnTest : public QObject {
    Q_OBJECT

  private slots:
    void comesBackBitByBit_data() {
        using Limits = std::numeric_limits<double>;
        const double payload = std::bit_cast<double>(std::uint64_t{0xfff8dead0000beef});
        QTest::addColumn<Values>("values");
        QTest::newRow("none") << Values{};
        QTest::newRow("one") << Values{1.5};
        QTest::newRow("two") << Values{1.5, 3};
        QTest::newRow("unknown") << Values(900, staleMarker());
        QTest::newRow("never read") << Values(900, notReadMarker());
        QTest::newRow("constant") << Values(900, 0.1);
        QTest::newRow("constant NaN with a payload") << Values(3, payload);
        QTest::newRow("constant zero below") << Values(3, -0.0);
        QTest::newRow("zeros of both signs") << Values{0.0, -0.0, 0.0};
        QTest::newRow("infinities") << Values{Limits::infinity(), -Limits::infinity(), 1};
        QTest::newRow("denormals") << Values{Limits::denorm_min(), -Limits::denorm_min(), 1e-310};
        QTest::newRow("extremes") << Values{Limits::max(), Limits::lowest(), Limits::min(),
                                            Limits::epsilon()};
        QTest::newRow("NaN among numbers") << Values{1, payload, staleMarker(), Limits::quiet_NaN(), 2};
        QTest::newRow("largest integers") << Values{9007199254740992, -9007199254740992, 9007199254740991};
        QTest::newRow("beyond exact integers") << Values{9007199254740994, 1e300, 3};
        QTest::newRow("missing at both ends") << Values{staleMarker(), 7, 9, 8, notReadMarker()};
        QTest::newRow("both markers side by side")
            << Values{7, staleMarker(), notReadMarker(), notReadMarker(), staleMarker(), 9};
        QTest::newRow("only markers") << Values{staleMarker(), notReadMarker()};
        QTest::newRow("bytes, seldom read") << everyFifth(counted(901, [](double i) { return i * 4096; }));
        QTest::newRow("falling") << counted(7, [](double i) { return -i; });
        QTest::newRow("alternating extremes of the bits") << [] {
            Values values(300, Limits::max());
            for (std::size_t i = 0; i < values.size(); i += 2)
                values[i] = -Limits::denorm_min();
            return values;
        }();
    }
    void comesBackBitByBit() {
        QFETCH(Values, values);
        QVERIFY(survives(values));
    }

    // Of a thousand ticks; room: in bytes.
    void takesLittleRoom_data() {
        QTest::addColumn<Values>("values");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("room");
        const auto row = [](const char* name, int kind, int room, double (*value)(double)) {
            QTest::newRow(name) << counted(1000, value) << kind << room;
        };
        row("a counter", 0, 12, [](double i) { return 1e9 + i * 17; });
        row("clock ticks", 2, 10, [](double i) { return (12345678 + i * 17) / 100; });
        row("pages in bytes", 0, 1300, [](double i) { return (1e6 + noise(i)) * 4096; });
        row("nanoseconds", 9, 1300, [](double i) { return noise(i) / 1e9; });
        row("milliseconds, multiplied", 15, 1300, [](double i) { return (1e6 + noise(i)) * 0.001; });
        row("microseconds, divided twice", 22, 1300,
            [](double i) { return (1e10 + noise(i)) / 1000 / 1000; });
        row("a binary fraction", 52, 1300, [](double i) { return noise(i) / 1073741824; });
        row("anything", 63, 8000, [](double i) { return std::sin(i); });
    }
    void takesLittleRoom() {
        QFETCH(Values, values);
        QFETCH(int, kind);
        QFETCH(int, room);
        QVERIFY(survives(values));
        const std::string bytes = encodedColumn(values);
        QCOMPARE(static_cast<int>(bytes[0]), kind);
        QVERIFY2(static_cast<int>(bytes.size()) <= room, qPrintable(QString::number(bytes.size())));
        QVERIFY(encodedColumn(everyFifth(values)).size() <= bytes.size() / 4 + 30);
    }

    void anyBitPatternComesBack() {
        std::mt19937_64 random(20240501);
        for (int round = 0; round < 1000; ++round) {
            Values values(1 + random() % 130);
            const std::uint64_t kinds = 1 + random() % 5;
            double last = 0;
            for (double& value : values) {
                switch (random() % kinds) {
                    case 0:
                        value = static_cast<double>(static_cast<std::int64_t>(random() >> 40)) / 100;
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
                        value = std::bit_cast<double>(random());
                }
                last = value;
            }
            QVERIFY2(survives(values), qPrintable(QString("round %1").arg(round)));
        }
    }

    void constantsAreKnownWithoutDecoding() {
        QCOMPARE(constantOf(encodedColumn(Values(9, 0.25)), staleMarker()), std::optional(0.25));
        QVERIFY(isStaleMarker(constantOf(encodedColumn(Values(9, staleMarker())), staleMarker()).value()));
        QCOMPARE(constantOf("", 7), std::optional(7.0));
        QVERIFY(!constantOf(encodedColumn({1, 2, 3}), staleMarker()));
        QVERIFY(!constantOf(encodedColumn({1, 1, staleMarker()}), staleMarker()));
        QVERIFY(!constantOf(encodedColumn(Values(9, notReadMarker())), staleMarker()));
    }

    void refusesCutColumns() {
        for (const Values& values : {counted(200, noise), everyFifth(counted(200, noise)), Values(9, 0.25),
                                     Values(9, notReadMarker()), Values{1, 2}}) {
            for (const NumberForm form : {NumberForm::Smallest, NumberForm::Plain}) {
                const std::string bytes = encodedColumn(values, form);
                Values decoded(values.size());
                for (std::size_t size = 1; size < bytes.size(); ++size)
                    QVERIFY(!decodeValues(std::string_view(bytes).substr(0, size), staleMarker(), decoded));
                QVERIFY(!decodeValues(bytes + 'x', staleMarker(), decoded));
            }
        }
    }

    void refusesGapsThatDoNotFit() {
        // A kind with gaps; one gap; values before it, all the same: 3; a gap of 3 markers.
        const std::string bytes{64, 1, 0, 6, 0, 8, 0, 0};
        Values decoded(6);
        QVERIFY(!decodeValues(bytes, staleMarker(), std::span(decoded).first(5)));
        QVERIFY(decodeValues(bytes, staleMarker(), decoded));
        QVERIFY(isSame(decoded, {0, 0, 0, staleMarker(), staleMarker(), staleMarker()}));
    }
};

BARO_TEST(ValueColumnTest)
#include "ValueColumnTest.moc"
