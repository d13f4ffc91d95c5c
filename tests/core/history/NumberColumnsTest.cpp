#include "core/history/NumberColumns.h"

#include <QtTest>
#include <bit>
#include <cmath>
#include <limits>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

using Integers = std::vector<std::int64_t>;
using Changed = std::vector<RealChange>;

std::string encoded(const Integers& integers) {
    ByteWriter out;
    putIntegers(integers, out);
    return std::move(out).take();
}

std::string encoded(const Changed& changes) {
    ByteWriter out;
    putReals(changes, out);
    return std::move(out).take();
}

bool survives(const Changed& changes) {
    std::vector<double> numbers;
    for (const RealChange& each : changes)
        numbers.push_back(each.before);
    std::vector<double*> places;
    for (double& number : numbers)
        places.push_back(&number);
    const std::string bytes = encoded(changes);
    ByteReader in(bytes);
    getReals(in, places);
    return in.ok() && in.remaining() == 0 &&
           std::ranges::equal(numbers, changes, [](double number, const RealChange& each) {
               return std::bit_cast<std::uint64_t>(number) == std::bit_cast<std::uint64_t>(each.now);
           });
}

}  // namespace

class NumberColumnsTest : public QObject {
    Q_OBJECT

  private slots:
    void integersComeBack() {
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        const std::vector<Integers> columns{{},
                                            {0},
                                            {7},
                                            {least},
                                            {0, 0, 0},
                                            {1, -1},
                                            {4096, -8192},
                                            {0, 12, 0},
                                            {least, most},
                                            {least, least},
                                            {most, 0},
                                            {least, 0, -4096}};
        for (const Integers& column : columns) {
            const std::string bytes = encoded(column);
            ByteReader in(bytes);
            Integers decoded(column.size(), 99);
            getIntegers(in, decoded);
            QVERIFY(in.ok());
            QCOMPARE(in.remaining(), std::size_t{0});
            QCOMPARE(decoded, column);
        }
    }

    void whatDoesNotChangeTakesOneByte() {
        QCOMPARE(encoded(Integers(300, 0)).size(), std::size_t{1});
        QCOMPARE(encoded(Changed(300, {0.1, 0.1})).size(), std::size_t{1});
        QCOMPARE(encoded(Integers()).size(), std::size_t{0});
        QCOMPARE(encoded(Changed()).size(), std::size_t{0});
    }

    // The step takes two bytes and each multiple one.
    void pagesTakeOneByteEach() {
        QCOMPARE(encoded(Integers{4096, -4096 * 60, 4096 * 3}).size(), std::size_t{5});
    }

    void clockTicksTakeOneByteEach() {
        QCOMPARE(encoded(Changed{{12.34, 12.37}, {9000.5, 9001}, {0.1, 0.31}}).size(), std::size_t{5});
    }

    void realsComeBackBitByBit_data() {
        using Limits = std::numeric_limits<double>;
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("now");
        const double payload = std::bit_cast<double>(std::uint64_t{0xfff8dead0000beef});
        const std::vector<double> numbers{0.0,
                                          -0.0,
                                          1.0,
                                          0.01,
                                          41.125,
                                          41.0 * 1e-3,
                                          41 / 1e3,
                                          1.0 / 3,
                                          1e300,
                                          Limits::min(),
                                          Limits::max(),
                                          Limits::infinity(),
                                          payload,
                                          -17,
                                          1e15 + 1,
                                          12.3456789,
                                          123456.789e-6,
                                          5005.0 / 1000 / 1000,
                                          1784.0 / 1e9,
                                          Limits::denorm_min(),
                                          -Limits::infinity(),
                                          9007199254740993.0};
        for (std::size_t i = 0; i < numbers.size(); ++i)
            for (std::size_t j = 0; j < numbers.size(); ++j)
                QTest::addRow("%zu to %zu", i, j) << numbers[i] << numbers[j];
    }
    void realsComeBackBitByBit() {
        QFETCH(double, before);
        QFETCH(double, now);
        QVERIFY(survives({{before, now}}));
        QVERIFY(survives({{before, now}, {now, before}, {1, 2}, {0.5, 0.5}}));
    }

    void cutColumnsFail() {
        const std::string whole = encoded(Changed{{1, 2.5}, {0, 1.0 / 3}, {4, 4}});
        for (std::size_t size = 0; size < whole.size(); ++size) {
            std::vector<double> numbers{1, 0, 4};
            const std::vector<double*> places{&numbers[0], &numbers[1], &numbers[2]};
            ByteReader in(std::string_view(whole).substr(0, size));
            getReals(in, places);
            QVERIFY(!in.ok());
        }
    }
};

BARO_TEST(NumberColumnsTest)
#include "NumberColumnsTest.moc"
