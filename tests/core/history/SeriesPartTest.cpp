#include "core/history/SeriesPart.h"

#include <QtTest>
#include <bit>
#include <random>
#include <vector>

#include "core/history/TickTimes.h"
#include "core/series/NotReadMarker.h"
#include "core/series/SeriesSource.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::size_t partTicks = 300;

struct Series {
    SeriesNumber number;
    std::vector<double> values;
};

std::vector<double> wandering(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<double> values(partTicks);
    double value = 1000;
    for (double& each : values)
        each = value += static_cast<double>(random() % 100);
    return values;
}

std::vector<Series> variousSeries() {
    std::vector<double> gaps = wandering(3);
    for (std::size_t i = 50; i < 90; ++i)
        gaps[i] = i < 70 ? staleMarker() : notReadMarker();
    return {{7, wandering(1)}, {8, std::vector<double>(partTicks, 4.25)},
            {9, wandering(1)}, {31, std::vector<double>(partTicks, staleMarker())},
            {40, gaps},        {4294967295, wandering(2)}};
}

std::string encodedPart(const std::vector<Series>& all) {
    std::vector<SeriesValues> series;
    for (const auto& [number, values] : all)
        series.push_back({number, values});
    return encodeSeriesPart(series);
}

bool isSameBits(std::span<const double> a, std::span<const double> b) {
    return std::ranges::equal(a, b, [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

}  // namespace

class SeriesPartTest : public QObject {
    Q_OBJECT

  private slots:
    void eachColumnComesBack() {
        const auto all = variousSeries();
        const std::string bytes = encodedPart(all);
        const auto part = SeriesPart::open(bytes, partTicks);
        QVERIFY(part);
        QCOMPARE(part->numbers().size(), all.size());
        for (const auto& [number, expected] : all) {
            const auto column = part->find(number);
            QVERIFY(column);
            QCOMPARE(part->numbers()[*column], number);
            std::vector<double> values(partTicks);
            QVERIFY(part->read(*column, values));
            QVERIFY(isSameBits(values, expected));
        }
        QVERIFY(!part->find(0));
        QVERIFY(!part->find(10));
        QVERIFY(!part->find(41));
    }

    void tellsConstants() {
        const std::string bytes = encodedPart(variousSeries());
        const auto part = SeriesPart::open(bytes, partTicks);
        QVERIFY(part);
        QVERIFY(!part->constant(0));
        QCOMPARE(part->constant(1), std::optional(4.25));
        QVERIFY(isStaleMarker(part->constant(3).value()));
        QVERIFY(!part->constant(4));
    }

    void equalColumnsAreWrittenOnce() {
        const std::vector<Series> one{{7, wandering(1)}};
        const std::vector<Series> two{{7, wandering(1)}, {9, wandering(1)}};
        QVERIFY(encodedPart(two).size() <= encodedPart(one).size() + 4);
    }

    void holdsNoSeriesAndThousands() {
        const std::string none = encodeSeriesPart({});
        QCOMPARE(SeriesPart::open(none, 0).value().numbers().size(), std::size_t{0});
        std::vector<Series> many;
        for (SeriesNumber i = 0; i < 3000; ++i)
            many.push_back({i * 2, {static_cast<double>(i), static_cast<double>(i % 7)}});
        const std::string bytes = encodedPart(many);
        const auto part = SeriesPart::open(bytes, 2);
        QVERIFY(part);
        std::vector<double> values(2);
        for (const auto& [number, expected] : many) {
            QVERIFY(part->read(part->find(number).value(), values));
            QVERIFY(isSameBits(values, expected));
        }
    }

    void damageIsNoticed() {
        const std::string bytes = encodedPart(variousSeries());
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!SeriesPart::open(std::string_view(bytes).substr(0, size), partTicks));
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::string damaged = bytes;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
            const auto part = SeriesPart::open(damaged, partTicks);
            QVERIFY(!part);
            QCOMPARE(part.error().kind, ErrorKind::Malformed);
        }
        QVERIFY(!SeriesPart::open(bytes + 'x', partTicks));
        QVERIFY(!SeriesPart::open(bytes, partTicks - 1));
        std::vector<double> few(partTicks - 1);
        QVERIFY(!SeriesPart::open(bytes, partTicks).value().read(0, few));
    }

    void timesComeBack() {
        std::vector<std::int64_t> regular;
        for (std::int64_t i = 0; i < 900; ++i)
            regular.push_back(1'750'000'000'000 + i * 1000);
        QVERIFY(encodeTickTimes(regular).size() < 25);
        std::mt19937_64 random(5);
        std::vector<std::int64_t> irregular = regular;
        for (std::int64_t& time : irregular)
            time += static_cast<std::int64_t>(random() % 900);
        for (const auto& times :
             {std::vector<std::int64_t>(), std::vector<std::int64_t>{-5}, regular, irregular})
            QCOMPARE(decodeTickTimes(encodeTickTimes(times)).value(), times);
    }

    void timesAreCheckedForSense() {
        for (const auto& times : {std::vector<std::int64_t>{5, 5}, std::vector<std::int64_t>{6, 5}}) {
            const auto decoded = decodeTickTimes(encodeTickTimes(times));
            QVERIFY(!decoded);
            QCOMPARE(decoded.error().kind, ErrorKind::Malformed);
        }
        QVERIFY(!decodeTickTimes(encodeTickTimes(std::vector<std::int64_t>(mostTicks + 1))));
    }

    void damagedTimesAreNoticed() {
        const std::string bytes = encodeTickTimes(std::vector<std::int64_t>{1000, 2000, 3100, 3900});
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!decodeTickTimes(std::string_view(bytes).substr(0, size)));
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::string damaged = bytes;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
            QVERIFY(!decodeTickTimes(damaged));
        }
    }
};

BARO_TEST(SeriesPartTest)
#include "SeriesPartTest.moc"
