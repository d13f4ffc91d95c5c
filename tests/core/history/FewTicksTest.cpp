#include "core/history/FewTicks.h"

#include <QtTest>
#include <bit>
#include <vector>

#include "core/series/NotReadMarker.h"
#include "core/series/SeriesSource.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::size_t fewTicks = 10;

// Series 0 to count - 1, of which every fourth changes.
std::vector<std::vector<double>> valuesAt(std::size_t block, std::size_t count) {
    std::vector<std::vector<double>> values(count, std::vector<double>(fewTicks, 42.5));
    for (std::size_t i = 0; i < count; i += 4) {
        for (std::size_t tick = 0; tick < fewTicks; ++tick)
            values[i][tick] = static_cast<double>(i * 1000 + (block * fewTicks + tick) * (i + 1) % 97);
    }
    return values;
}

Result<std::string> encodedFew(const std::vector<std::vector<double>>& values, FewTicksBefore& before) {
    ZstdCompressor compressor(3);
    std::vector<SeriesValues> series;
    for (std::size_t i = 0; i < values.size(); ++i)
        series.push_back({static_cast<SeriesNumber>(i), values[i]});
    return encodeFewTicks(series, before, compressor);
}

Result<FewTicks> decodedFew(std::string_view bytes, FewTicksBefore& before) {
    ZstdDecompressor decompressor;
    return decodeFewTicks(bytes, fewTicks, before, decompressor);
}

bool isOf(const FewTicks& few, const std::vector<std::vector<double>>& values) {
    bool same = few.numbers.size() == values.size() && few.values.size() == values.size() * fewTicks;
    for (std::size_t i = 0; same && i < few.values.size(); ++i)
        same = few.numbers[i / fewTicks] == i / fewTicks &&
               std::bit_cast<std::uint64_t>(few.values[i]) ==
                   std::bit_cast<std::uint64_t>(values[i / fewTicks][i % fewTicks]);
    return same;
}

}  // namespace

class FewTicksTest : public QObject {
    Q_OBJECT

  private slots:
    void eachGoesOnFromTheOneBefore() {
        FewTicksBefore written;
        FewTicksBefore read;
        for (std::size_t block = 0; block < 5; ++block) {
            auto values = valuesAt(block, 20 + block);
            if (block == 2) values[4][3] = staleMarker();
            if (block == 3) values[1].assign(fewTicks, notReadMarker());
            const auto bytes = encodedFew(values, written);
            QVERIFY(bytes);
            const auto few = decodedFew(*bytes, read);
            QVERIFY(few);
            QVERIFY(isOf(*few, values));
        }
    }

    void whatStaysTakesHardlyAnyRoom() {
        FewTicksBefore before;
        const std::vector<std::vector<double>> values(1000, std::vector<double>(fewTicks, 0.3));
        QVERIFY(encodedFew(values, before));
        const auto again = encodedFew(values, before);
        QVERIFY(again);
        QVERIFY2(again->size() < 50, qPrintable(QString::number(again->size())));
    }

    void refusesToFollowAnother() {
        FewTicksBefore written;
        QVERIFY(encodedFew(valuesAt(0, 20), written));
        const auto second = encodedFew(valuesAt(1, 20), written);
        QVERIFY(second);
        FewTicksBefore nothing;
        QVERIFY(!decodedFew(*second, nothing));
        FewTicksBefore another;
        QVERIFY(encodedFew(valuesAt(7, 20), another));
        QVERIFY(!decodedFew(*second, another));
    }

    void damageIsNoticedAndLeavesWhatWasBefore() {
        FewTicksBefore written;
        FewTicksBefore read;
        const auto first = encodedFew(valuesAt(0, 20), written);
        QVERIFY(first && decodedFew(*first, read));
        const auto bytes = encodedFew(valuesAt(1, 20), written);
        QVERIFY(bytes);
        for (std::size_t size = 0; size < bytes->size(); ++size)
            QVERIFY(!decodedFew(std::string_view(*bytes).substr(0, size), read));
        for (std::size_t bit = 0; bit < bytes->size() * 8; ++bit) {
            std::string damaged = *bytes;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
            // zstd does not look at some bits of its header: then the values are right all the same.
            FewTicksBefore copy = read;
            const auto few = decodedFew(damaged, copy);
            QVERIFY(!few || isOf(*few, valuesAt(1, 20)));
        }
        ZstdDecompressor decompressor;
        QVERIFY(!decodeFewTicks(*bytes, fewTicks - 1, read, decompressor));
        const auto few = decodedFew(*bytes, read);
        QVERIFY(few && isOf(*few, valuesAt(1, 20)));
    }

    void holdsNoSeries() {
        FewTicksBefore written;
        FewTicksBefore read;
        ZstdDecompressor decompressor;
        const auto bytes = encodedFew({}, written);
        QVERIFY(bytes);
        const auto few = decodeFewTicks(*bytes, 0, read, decompressor);
        QVERIFY(few && few->numbers.empty());
    }
};

BARO_TEST(FewTicksTest)
#include "FewTicksTest.moc"
